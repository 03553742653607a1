import { createHash } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type DeferredJob, deferredJobSchema } from '../../contracts/deferred-job';
import { markRequeued } from '../../core/enrichment/catalog-changes';
import type { ParkedJob } from '../../core/enrichment/parked-jobs';
import { parseJob } from '../../core/enrichment/parse-job';
import { createValidator } from '../../core/json-schema/create-validator';
import type { Connection } from '../target/connect';

/** What became of one parked job: a job that would only be parked again stays where it is. */
export type Requeued = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const validateDeferred = createValidator<DeferredJob>(deferredJobSchema, 'the job');

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const requeueEnrichment = async (
  connection: Connection,
  parked: ParkedJob,
  now: number,
): Promise<Requeued> => {
  const job = parseJob(parked.body, now);
  if (!job.ok) return { ok: false, reason: job.reason };
  const { catalogId } = job.edit.job;
  await connection.catalog.change(catalogId, markRequeued(job.edit, new Date(now).toISOString()));
  await connection.sqs.send(
    new SendMessageCommand({
      QueueUrl: connection.target.queues.enrichment.url,
      MessageBody: parked.body,
      MessageGroupId: catalogId,
      // Not the first sending's, which SQS may still remember.
      MessageDeduplicationId: createHash('sha256')
        .update(`requeue ${parked.jobId} ${parked.parkedAt}`)
        .digest('hex'),
    }),
  );
  return { ok: true };
};

const requeueDeferred = async (connection: Connection, parked: ParkedJob): Promise<Requeued> => {
  const job = validateDeferred(parsed(parked.body));
  if (!job.ok) {
    return { ok: false, reason: job.details.map(({ field, problem }) => `${field} ${problem}`).join('; ') };
  }
  await connection.sqs.send(
    new SendMessageCommand({
      QueueUrl: connection.target.queues.deferredInference.url,
      MessageBody: parked.body,
    }),
  );
  return { ok: true };
};

/**
 * Puts a parked job on its queue again, under its own id, and only then takes it off the list; stopped in between it is
 * in both places, which costs nothing. One that was parked again meanwhile stays on the list.
 */
export const requeueParked = async (
  connection: Connection,
  parked: ParkedJob,
  now: number,
): Promise<Requeued> => {
  const result =
    parked.kind === 'enrichment'
      ? await requeueEnrichment(connection, parked, now)
      : await requeueDeferred(connection, parked);
  if (result.ok) await connection.parkedJobs.remove(parked.jobId, parked.parkedAt);
  return result;
};
