import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { BulkJobs } from '../../core/bulk-enrichment/bulk-job';
import { maxBulkBytes, maxBulkRecords } from '../../core/bulk-enrichment/bulk-limits';
import { bulkRecord } from '../../core/bulk-enrichment/bulk-record';
import { planBulkJobs } from '../../core/bulk-enrichment/plan-bulk-jobs';
import type { QueueJobs } from '../../core/enrichment/queue-jobs';
import type { ImportedItem, Registration } from '../../core/enrichment/register-import';
import { wavesOf } from '../import/run-import';
import type { Bulk } from './open-bulk';

export interface MadeJob {
  readonly name: string;
  readonly jobs: readonly EnrichmentJob[];
}

/** What became of the items of a file. */
export interface BulkImport {
  readonly made: readonly MadeJob[];
  /** Sent to the queue, because there were too few for a batch job or it was refused. */
  readonly queued: number;
  /** Why some were queued. */
  readonly reasons: readonly string[];
  readonly alreadyEnriched: number;
  readonly parked: number;
  readonly superseded: number;
  /** In batch jobs that an earlier command made. */
  readonly inBulkJob: number;
  /** Whether every item was looked at; else run it again. */
  readonly complete: boolean;
}

export interface BulkImportDependencies {
  readonly bulk: Bulk;
  readonly register: (items: readonly ImportedItem[]) => Promise<readonly Registration[]>;
  readonly queue: QueueJobs;
  readonly onProgress: (done: number) => void;
  readonly isStopped: () => boolean;
}

interface Registered {
  /** The newest of each title. */
  readonly registrations: readonly Registration[];
  readonly complete: boolean;
}

const idOf = (registration: Registration): string =>
  'job' in registration ? registration.job.catalogId : registration.catalogId;

const registerAll = async (
  items: readonly ImportedItem[],
  { register, onProgress, isStopped }: BulkImportDependencies,
): Promise<Registered> => {
  const byId = new Map<string, Registration>();
  let done = 0;
  for (const wave of wavesOf(items)) {
    if (isStopped()) return { registrations: [...byId.values()], complete: false };
    for (const registration of await register(wave)) byId.set(idOf(registration), registration);
    done += wave.length;
    onProgress(done);
  }
  return { registrations: [...byId.values()], complete: true };
};

/** Names of batch jobs that titles are marked with and that do not exist: their command was stopped before it made them. */
const abandonedJobs = async (
  registrations: readonly Registration[],
  jobs: Pick<BulkJobs, 'list'>,
): Promise<ReadonlySet<string>> => {
  const names = new Set(registrations.flatMap((one) => (one.kind === 'inBulkJob' ? [one.bulkJob] : [])));
  for (const name of names) {
    for await (const job of jobs.list(name)) if (job.name === name) names.delete(name);
  }
  return names;
};

/**
 * Registers items and makes batch jobs of those that wait; what is too few for a job, or is refused, goes to the queue. A run
 * that stops at any point is continued by running it again, and makes no second job of the same items.
 */
export const runBulkImport = async (
  items: readonly ImportedItem[],
  dependencies: BulkImportDependencies,
): Promise<BulkImport> => {
  const { bulk, queue, isStopped } = dependencies;
  const { registrations, complete } = await registerAll(items, dependencies);
  const abandoned = await abandonedJobs(registrations, bulk.jobs);
  const isWaiting = (one: Registration): one is Registration & { readonly job: EnrichmentJob } =>
    one.kind === 'waiting' || (one.kind === 'inBulkJob' && abandoned.has(one.bulkJob));
  const waiting = registrations.filter(isWaiting).map(({ job }) => job);
  const count = (kind: Registration['kind']): number =>
    registrations.filter((one) => one.kind === kind && !isWaiting(one)).length;
  const made: MadeJob[] = [];
  const reasons: string[] = [];
  let queued = 0;
  const result = (isComplete: boolean): BulkImport => ({
    made,
    queued,
    reasons,
    alreadyEnriched: count('enriched'),
    parked: count('parked'),
    superseded: count('superseded'),
    inBulkJob: count('inBulkJob'),
    complete: isComplete,
  });
  const toQueue = async (jobs: readonly EnrichmentJob[], reason: string): Promise<void> => {
    const free = await bulk.takeBack(jobs, abandoned);
    if (free.length === 0) return;
    await queue(free);
    queued += free.length;
    reasons.push(reason);
  };

  if (!complete) return result(false);
  const plan = planBulkJobs(
    waiting.map((job) => ({ job, bytes: Buffer.byteLength(bulkRecord(job, bulk.called.model)) + 1 })),
    { minimumRecords: bulk.minimumRecords, maxRecords: maxBulkRecords, maxBytes: maxBulkBytes },
  );
  for (const planned of plan.jobs) {
    if (isStopped()) return result(false);
    const submission = await bulk.submit(
      planned.map(({ job }) => job),
      abandoned,
    );
    if (submission.kind === 'made') made.push(submission);
    else if (submission.kind === 'refused')
      await toQueue(submission.jobs, `Bedrock refused a batch job (${submission.reason})`);
    else await toQueue(submission.jobs, `A batch job became too small: ${submission.reason}`);
  }
  await toQueue(
    plan.left.map(({ job }) => job),
    `${plan.left.length} items are fewer than the ${bulk.minimumRecords} that a batch job of ${bulk.called.model} needs`,
  );
  return result(true);
};
