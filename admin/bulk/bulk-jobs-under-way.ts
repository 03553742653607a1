import { type BulkJob, hasEnded } from '../../core/bulk-enrichment/bulk-job';
import { bulkJobPrefix } from '../../core/bulk-enrichment/bulk-job-name';
import type { Now } from '../../core/clock';
import type { Target } from '../target/target';
import { withBulkJobs } from './open-bulk';

/** Older jobs have ended: Bedrock gives them a day. */
const lookBackMs = 2 * 24 * 3_600_000;

/** A batch job that has not ended. */
export interface BulkJobUnderWay {
  readonly name: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
  readonly records: BulkJob['records'];
}

/** An environment's batch jobs that have not ended, newest first. */
export const bulkJobsUnderWay = (target: Target, now: Now): Promise<readonly BulkJobUnderWay[]> =>
  withBulkJobs(target, async (jobs) => {
    const found: BulkJobUnderWay[] = [];
    for await (const job of jobs.list(bulkJobPrefix(target.environment), now() - lookBackMs)) {
      const { name, status, records } = job;
      if (!hasEnded(job))
        found.push({ name, status, submittedAt: new Date(job.submittedAt).toISOString(), records });
    }
    return found;
  });

/** One line for each job. */
export const bulkJobLines = (jobs: readonly BulkJobUnderWay[]): readonly string[] =>
  jobs.map(({ name, status, submittedAt, records }) => {
    const progress = records.total > 0 ? `, ${records.processed} of ${records.total} items` : '';
    return `batch job ${name}: ${status} since ${submittedAt}${progress}`;
  });
