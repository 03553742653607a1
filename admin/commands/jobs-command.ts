import type { Command } from 'commander';
import { type ParkedKind, parkedKinds } from '../../core/enrichment/parked-jobs';
import type { AdminRuntime } from '../admin-runtime';
import { type BulkJobUnderWay, bulkJobLines, bulkJobsUnderWay } from '../bulk/bulk-jobs-under-way';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import type { ExitName } from '../exit-codes';
import { formatTable } from '../output/format-table';
import { type QueueCounts, queueCounts } from '../queue-counts';
import type { Connection } from '../target/connect';

interface QueueState {
  readonly queued: number;
  readonly inFlight: number;
  readonly parked: number;
  readonly deadLettered: number;
}

export interface JobsReport {
  readonly enrichment: QueueState & { readonly waiting: number; readonly enriched: number };
  readonly deferredInference: QueueState;
  /** Batch jobs under way; their items are counted in `waiting` as well. */
  readonly batchJobs: readonly BulkJobUnderWay[];
}

const parkedOf = async ({ parkedJobs }: Connection, kinds: readonly ParkedKind[]): Promise<number> => {
  const counts = await Promise.all(kinds.map((kind) => parkedJobs.count(kind)));
  return counts.reduce((sum, count) => sum + count, 0);
};

const stateOf = (queue: QueueCounts, dead: QueueCounts, parked: number): QueueState => ({
  queued: queue.queued + queue.delayed,
  inFlight: queue.inFlight,
  parked,
  deadLettered: dead.queued + dead.inFlight,
});

/** Counts what is on its way and what came of it. SQS's numbers are approximate for a minute after a change. */
export const countJobs = async (
  connection: Connection,
  batchJobs: readonly BulkJobUnderWay[],
): Promise<JobsReport> => {
  const { sqs, target, indexes } = connection;
  const { enrichment, deferredInference } = target.queues;
  const [queue, dead, deferred, deferredDead, parked, deferredParked, waiting, enriched] = await Promise.all([
    queueCounts(sqs, enrichment.url),
    queueCounts(sqs, enrichment.dlqUrl),
    queueCounts(sqs, deferredInference.url),
    queueCounts(sqs, deferredInference.dlqUrl),
    parkedOf(connection, ['enrichment']),
    parkedOf(
      connection,
      parkedKinds.filter((kind) => kind !== 'enrichment'),
    ),
    indexes.countWaiting(),
    indexes.count('enriched'),
  ]);
  return {
    enrichment: { ...stateOf(queue, dead, parked), waiting, enriched },
    deferredInference: stateOf(deferred, deferredDead, deferredParked),
    batchJobs,
  };
};

const rowsOf = ({ enrichment, deferredInference }: JobsReport): readonly (readonly string[])[] => [
  ['', 'enrichment', 'deferred inference'],
  ['queued', String(enrichment.queued), String(deferredInference.queued)],
  ['in flight', String(enrichment.inFlight), String(deferredInference.inFlight)],
  ['not enriched yet', String(enrichment.waiting), ''],
  ['enriched', String(enrichment.enriched), ''],
  ['parked', String(enrichment.parked), String(deferredInference.parked)],
  ['dead-lettered', String(enrichment.deadLettered), String(deferredInference.deadLettered)],
];

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const jobs = (runtime: AdminRuntime, options: SharedOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const batchJobs = await bulkJobsUnderWay(connection.target, runtime.now).catch((error: unknown) => {
      runtime.terminal.note(`Batch jobs could not be listed: ${describe(error)}`);
      return [];
    });
    const report = await countJobs(connection, batchJobs);
    if (options.json) runtime.terminal.print(JSON.stringify(report));
    else
      for (const line of [...formatTable(rowsOf(report)), ...bulkJobLines(batchJobs)])
        runtime.terminal.print(line);
    return 'done';
  });

export const jobsCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  defineCommand('jobs', 'count the jobs: queued, in flight, enriched, parked, dead-lettered').action(
    async (options: SharedOptions) => setExit(await jobs(runtime, options)),
  );
