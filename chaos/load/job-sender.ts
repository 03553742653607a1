import { setTimeout as delay } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalSystem } from '../../contracts/local-system';
import type { Job, Ledger } from './ledger';

/** Puts jobs on the queues as their producers do: again and again until the queue has taken them. */
export interface JobSender {
  /** `again`: another sending of a body that was sent before, which the queue takes for a new message. */
  send(job: Job, again?: string): Promise<void>;
  close(): void;
}

const retryMs = 300;

export const createJobSender = (
  { endpoints, region, queues }: LocalSystem,
  ledger: Ledger,
  signal: AbortSignal,
): JobSender => {
  const client = new SQSClient({
    endpoint: endpoints.sqs,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const commandOf = ({ queue, jobId, body, catalogId }: Job, again: string): SendMessageCommand =>
    new SendMessageCommand(
      queue === 'deferred'
        ? { QueueUrl: queues.deferredInference.url, MessageBody: body }
        : {
            QueueUrl: queues.enrichment.url,
            MessageBody: body,
            MessageGroupId: catalogId ?? jobId,
            MessageDeduplicationId: `${jobId}${again}`,
          },
    );
  return {
    send: async (job, again = '') => {
      for (;;) {
        try {
          await client.send(commandOf(job, again));
          break;
        } catch (error) {
          if (signal.aborted) throw new Error(`Job ${job.jobId} was never taken.`, { cause: error });
          await delay(retryMs);
        }
      }
      if (again === '') ledger.jobs.push(job);
    },
    close: () => client.destroy(),
  };
};
