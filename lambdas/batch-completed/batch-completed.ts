import type { Context } from 'aws-lambda';
import { type BulkJobs, hasEnded } from '../../core/bulk-enrichment/bulk-job';
import type { IngestBulkJob, IngestOutcome } from '../../core/bulk-enrichment/ingest-bulk-job';
import type { Now } from '../../core/clock';
import type { Logger } from '../../core/observability/logger';
import type { RecordMetric } from '../../core/observability/metrics-recorder';
import { type Continuation, readEvent } from './read-event';

export interface BatchCompletedDependencies {
  readonly ingest: IngestBulkJob;
  readonly jobs: Pick<BulkJobs, 'list'>;
  /** What the names of this environment's jobs begin with. */
  readonly jobPrefix: string;
  /** Calls this function again, asynchronously, with retries of its own. */
  readonly callAgain: (continuation: Continuation) => Promise<void>;
  readonly logger: Logger;
  readonly metric: RecordMetric;
  readonly now: Now;
}

export type BatchCompletedAnswer = IngestOutcome | { readonly kind: 'swept'; readonly jobs: number };

/** Kept at the end of a run for the group under way and the call for the rest, milliseconds. */
const reserveMs = 45_000;

/** How far back a sweep looks: results are worth having while their titles may still be marked. */
const sweepMs = 4 * 24 * 3_600_000;

/**
 * Takes in a batch job that has ended. Called twice for a job it does its work once; when the time is up it calls itself
 * for the rest. What it rejects Lambda repeats, and then keeps in the dead-letter queue.
 */
export const createBatchCompleted = (dependencies: BatchCompletedDependencies) => {
  const { ingest, jobs, jobPrefix, callAgain, logger, metric, now } = dependencies;

  const report = (arn: string, outcome: IngestOutcome): void => {
    logger.info('Batch job looked at', { arn, ...outcome });
    if (outcome.kind !== 'done') return;
    const { enriched, parked, returned } = outcome.totals;
    metric('itemsEnriched', enriched);
    if (parked > 0) metric('jobsParked', parked, { kind: 'enrichment' });
    if (returned > 0) metric('jobsReturned', returned, { kind: 'enrichment' });
  };

  const sweep = async (): Promise<BatchCompletedAnswer> => {
    let found = 0;
    for await (const job of jobs.list(jobPrefix, now() - sweepMs)) {
      if (!hasEnded(job)) continue;
      await callAgain({ jobArn: job.arn });
      found += 1;
    }
    logger.info('Batch jobs swept', { jobs: found });
    return { kind: 'swept', jobs: found };
  };

  return async (
    event: unknown,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<BatchCompletedAnswer> => {
    const call = readEvent(event);
    if (call.kind === 'sweep') return sweep();
    const outcome = await ingest(call.arn, {
      isTimeUp: () => context.getRemainingTimeInMillis() < reserveMs,
      ...(call.cursor && { cursor: call.cursor }),
    });
    if (outcome.kind === 'unfinished') await callAgain({ jobArn: call.arn, cursor: outcome.cursor });
    report(call.arn, outcome);
    return outcome;
  };
};
