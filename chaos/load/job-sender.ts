import { setTimeout as delay } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { localCredentials } from '../../admin/target/connect';
import type { LocalSystem } from '../../contracts/local-system';
import type { Job, Ledger } from './ledger';

interface Sending {
  /** Not empty: another sending of a body that was sent before, which the queue takes for a new message. */
  readonly again?: string;
  /** Gives up; it is given up with the load in any case. */
  readonly signal?: AbortSignal;
}

/** Puts jobs on the queues as their producers do: again and again until the queue has taken them. */
export interface JobSender {
  /** Answers whether the queue has taken it. */
  send(job: Job, sending?: Sending): Promise<boolean>;
  close(): void;
}

type QueuesOfSystem = Pick<LocalSystem, 'region' | 'queues'> & {
  readonly endpoints: Pick<LocalSystem['endpoints'], 'sqs'>;
};

const retryMs = 300;

/** `gaveUp`: after it nothing is sent again. */
export const createJobSender = (
  { endpoints, region, queues }: QueuesOfSystem,
  ledger: Pick<Ledger, 'jobs' | 'repeated'>,
  gaveUp: AbortSignal,
): JobSender => {
  const client = new SQSClient({
    endpoint: endpoints.sqs,
    region,
    credentials: localCredentials,
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
    send: async (job, { again = '', signal = gaveUp } = {}) => {
      const abortSignal = AbortSignal.any([signal, gaveUp]);
      while (!abortSignal.aborted) {
        try {
          await client.send(commandOf(job, again), { abortSignal });
        } catch {
          await delay(retryMs);
          continue;
        }
        if (again === '') ledger.jobs.push(job);
        else ledger.repeated.push({ at: Date.now(), messages: 1 });
        return true;
      }
      return false;
    },
    close: () => client.destroy(),
  };
};
