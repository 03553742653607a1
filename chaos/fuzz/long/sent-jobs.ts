import { createHash } from 'node:crypto';
import type { QueueKey } from '../../../contracts/queue-policies';
import { businessId } from '../../../core/enrichment/business-id';
import type { ParkedKind } from '../../../core/enrichment/parked-jobs';
import type { Row } from '../../observe/observer';
import type { HostileJob } from './hostile-jobs';

/** As what each queue's consumer parks a message that it cannot read. */
const parkedAs: Readonly<Record<QueueKey, ParkedKind>> = {
  enrichment: 'enrichment',
  deferredInference: 'unknown',
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What was sent, by the id under which it has to be parked: one row for each. */
export class SentJobs {
  readonly #queues = new Map<string, QueueKey>();
  readonly #bodies = new Map<string, Set<string>>();

  get size(): number {
    return this.#queues.size;
  }

  /** Notes a job. False: its id went to the other queue before, and its row could not tell of both. */
  add({ queue, body }: HostileJob): boolean {
    const id = businessId(body);
    if ((this.#queues.get(id) ?? queue) !== queue) return false;
    this.#queues.set(id, queue);
    this.#bodies.set(id, (this.#bodies.get(id) ?? new Set()).add(digest(body)));
    return true;
  }

  /** Ids that no row accounts for: parked by the consumer of its queue, whole. */
  lost(parked: readonly Row[]): readonly string[] {
    const rows = new Map(parked.map((row) => [row['jobId'], row]));
    return Array.from(this.#queues)
      .filter(([id, queue]) => {
        const row = rows.get(id);
        const isWhole = this.#bodies.get(id)?.has(digest(String(row?.['body']))) === true;
        return !isWhole || row?.['kind'] !== parkedAs[queue];
      })
      .map(([id]) => id);
  }
}
