import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type DeferredJob, deferredJobSchema } from '../../contracts/deferred-job';
import { maxJobBytes } from '../../contracts/queue-policies';
import { createValidator } from '../json-schema/create-validator';
import { JobRefusedError } from './job-refused-error';

/** SQS's limit for one batch. */
const batchSize = 10;

const validate = createValidator<DeferredJob>(deferredJobSchema, 'job');

/** The message of a job. Throws `JobRefusedError` that names the field or the size: nothing invalid is sent. */
const bodyOf = (job: DeferredJob): string => {
  const checked = validate(job);
  if (!checked.ok) {
    const problems = checked.details.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    throw new JobRefusedError('INVALID_JOB', `The job cannot be sent: ${problems}`);
  }
  const body = JSON.stringify(job);
  const bytes = Buffer.byteLength(body);
  if (bytes > maxJobBytes) {
    throw new JobRefusedError(
      'JOB_TOO_LARGE',
      `The job has ${bytes} bytes; a message holds at most ${maxJobBytes}.`,
    );
  }
  return body;
};

/** Sends one deferred job. */
export const sendJob = async (client: SQSClient, queueUrl: string, job: DeferredJob): Promise<void> => {
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: bodyOf(job) }));
};

/** Sends jobs in batches of ten. Rejects when one could not be sent: sending them all again is harmless. */
export const sendJobs = async (
  client: SQSClient,
  queueUrl: string,
  jobs: readonly DeferredJob[],
): Promise<void> => {
  const bodies = jobs.map(bodyOf);
  for (let start = 0; start < bodies.length; start += batchSize) {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies
          .slice(start, start + batchSize)
          .map((MessageBody, at) => ({ Id: String(at), MessageBody })),
      }),
    );
    if (Failed.length > 0) {
      throw new Error(
        `${Failed.length} of ${bodies.length} jobs were not taken by the queue: ${Failed[0]?.Message ?? ''}`,
      );
    }
  }
};
