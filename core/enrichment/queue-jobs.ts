import { createHash } from 'node:crypto';
import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { maxJobBytes } from '../../contracts/queue-policies';
import { jobBody } from './job-body';

/** SQS takes at most ten messages in one call. */
const maxBatch = 10;
const maxAttempts = 4;

/** SQS did not take some jobs, though it was asked several times. The others are queued. */
export class JobsNotQueuedError extends Error {
  override readonly name = 'JobsNotQueuedError';
  readonly retryable = true;
  readonly jobIds: readonly string[];

  constructor(jobIds: readonly string[], reason: string) {
    super(`SQS did not take ${jobIds.length} jobs: ${reason}`);
    this.jobIds = jobIds;
  }
}

const entryOf = (
  job: EnrichmentJob,
  index: number,
  again: string,
): SendMessageBatchRequestEntry & { MessageBody: string } => ({
  Id: String(index),
  MessageBody: jobBody(job),
  MessageGroupId: job.catalogId,
  MessageDeduplicationId: createHash('sha256')
    .update(`${job.jobId} ${job.promptVersion}${again}`)
    .digest('hex'),
});

/** Ten messages or the bytes of one full message, whichever comes first. */
const batchesOf = (jobs: readonly EnrichmentJob[], again: string) => {
  const batches: { job: EnrichmentJob; entry: ReturnType<typeof entryOf> }[][] = [];
  let bytes = 0;
  for (const [index, job] of jobs.entries()) {
    const entry = entryOf(job, index, again);
    const size = Buffer.byteLength(entry.MessageBody);
    const last = batches.at(-1);
    if (!last || last.length === maxBatch || bytes + size > maxJobBytes) {
      batches.push([{ job, entry }]);
      bytes = size;
    } else {
      last.push({ job, entry });
      bytes += size;
    }
  }
  return batches;
};

/**
 * Sends jobs to the FIFO queue, in order; the group is the title. The same job sent twice within five minutes is
 * queued once; later it costs no model call. Throws `JobTooLargeError` before anything is sent, and
 * `JobsNotQueuedError` for what SQS refused. `again`: why jobs are sent that may have been sent minutes ago; once for each
 * reason.
 */
export type QueueJobs = (jobs: readonly EnrichmentJob[], again?: string) => Promise<void>;

export const sqsQueueJobs =
  (client: SQSClient, queueUrl: string): QueueJobs =>
  async (jobs, again = '') => {
    for (const batch of batchesOf(jobs, again)) {
      let left = batch;
      let reason = '';
      for (let attempt = 0; attempt < maxAttempts && left.length > 0; attempt += 1) {
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left.map(({ entry }) => entry) }),
        );
        const failedIds = new Set(Failed.map(({ Id }) => Id));
        reason = Failed[0]?.Message ?? Failed[0]?.Code ?? reason;
        left = left.filter(({ entry }) => failedIds.has(entry.Id));
      }
      if (left.length > 0) {
        throw new JobsNotQueuedError(
          left.map(({ job }) => job.jobId),
          reason,
        );
      }
    }
  };
