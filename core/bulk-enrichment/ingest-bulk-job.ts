import { callCostUsd } from '../bedrock/call-cost';
import { dayInJapan } from '../japan-time';
import type { Logger } from '../observability/logger';
import type { BatchBooks, BatchKey } from '../spend/batch-books';
import { type BulkJob, type BulkJobs, hasEnded } from './bulk-job';
import { bulkJobPrefix } from './bulk-job-name';
import type { BulkStorage } from './bulk-storage';
import { type CalledModel, calledModel } from './called-model';
import { type IngestCursor, type IngestTotals, ingestStart } from './ingest-cursor';
import { ingestRest } from './ingest-rest';
import { ingestResults } from './ingest-results';
import type { ReturnUnsettled } from './return-unsettled';
import type { SettleResult } from './settle-result';

export interface IngestDependencies {
  readonly environment: string;
  readonly jobs: Pick<BulkJobs, 'get'>;
  readonly storage: Pick<BulkStorage, 'lines' | 'list'>;
  readonly settle: SettleResult;
  readonly returnUnsettled: ReturnUnsettled;
  readonly books: BatchBooks;
  readonly logger: Logger;
}

/**
 * `unfinished`: the time is up, and the work goes on at `cursor`. `ignored`: the job is not ours, or has not ended.
 * `known`: it was taken in before.
 */
export type IngestOutcome =
  | { readonly kind: 'done'; readonly totals: IngestTotals }
  | { readonly kind: 'unfinished'; readonly cursor: IngestCursor }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'known' };

/**
 * Takes in what a batch job made: results are stored, parked or returned to the queue, what the job did not do is
 * returned, its cost goes into the books once. Whatever stops it, doing it again does the rest and nothing twice.
 * Rejects where titles could neither be settled nor returned.
 */
export type IngestBulkJob = (
  arn: string,
  run: { readonly cursor?: IngestCursor; readonly isTimeUp: () => boolean },
) => Promise<IngestOutcome>;

/** A batch job that names a model which this release does not know: deploy one that does, then start it again. */
export class UnknownBatchModelError extends Error {
  override readonly name = 'UnknownBatchModelError';
}

const keyOf = (job: BulkJob, { model }: CalledModel): BatchKey => ({
  day: dayInJapan(job.endedAt ?? job.submittedAt),
  kind: 'enrichment',
  model,
  batchId: job.arn.slice(job.arn.lastIndexOf('/') + 1),
});

const costOf = ({ calls, inputTokens, outputTokens }: IngestTotals, { model, profileId }: CalledModel) => ({
  calls,
  inputTokens,
  outputTokens,
  costUsd: callCostUsd(model, profileId, { inputTokens, outputTokens }, { batch: true }),
});

export const createIngestBulkJob = (dependencies: IngestDependencies): IngestBulkJob => {
  const { environment, jobs, books } = dependencies;

  const work = async (
    job: BulkJob,
    called: CalledModel,
    { cursor, isTimeUp }: { readonly cursor: IngestCursor; readonly isTimeUp: () => boolean },
  ): Promise<IngestOutcome> => {
    const key = keyOf(job, called);
    if (await books.isComplete(key)) return { kind: 'known' };
    const results = await ingestResults({ ...dependencies, job, called, cursor, isTimeUp });
    if (results.phase === 'results') return { kind: 'unfinished', cursor: results };
    await books.enter(key, costOf(results.totals, called), false);
    const { cursor: rest, finished } = await ingestRest({ ...dependencies, job, cursor: results, isTimeUp });
    if (!finished) return { kind: 'unfinished', cursor: rest };
    await books.enter(key, costOf(rest.totals, called), true);
    return { kind: 'done', totals: rest.totals };
  };

  return async (arn, { cursor = ingestStart, isTimeUp }) => {
    const job = await jobs.get(arn);
    if (!job.name.startsWith(bulkJobPrefix(environment)))
      return { kind: 'ignored', reason: 'another application made it' };
    if (!hasEnded(job)) return { kind: 'ignored', reason: `it is ${job.status}` };
    const called = calledModel(job.modelId);
    if (called === undefined)
      throw new UnknownBatchModelError(`Batch job ${job.name} has the unknown model ${job.modelId}.`);
    return work(job, called, { cursor, isTimeUp });
  };
};
