import { setTimeout as delay } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type QueuePolicy, queueName } from '../../contracts/queue-policies';
import type { InvocationOutcome } from '../lambda-host/invocation';
import { localAccount, localEnvironment, localRegion } from '../local-environment';
import { pollQueue } from './poll-queue';
import { polledQueue } from './polled-queue';

interface Options {
  readonly policy: QueuePolicy;
  readonly queueUrl: string;
  readonly endpoint: string;
  readonly invoke: (event: string) => Promise<InvocationOutcome>;
  readonly log: (line: string) => void;
}

export interface Pollers {
  /** Receives no more, and waits for the batches that have begun. */
  stop(): Promise<void>;
}

/** The event source mapping of one queue and one function, with the batch size and the concurrency of the queue's policy. */
export const startPollers = ({ policy, queueUrl, endpoint, invoke, log }: Options): Pollers => {
  const client = new SQSClient({
    endpoint,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const stopping = new AbortController();
  const queueArn = `arn:aws:sqs:${localRegion}:${localAccount}:${queueName(localEnvironment, policy)}`;
  const queue = polledQueue(client, queueUrl, policy.batchSize);
  const pollers = Array.from({ length: policy.maxConcurrency }, () =>
    pollQueue({ queue, queueArn, invoke, log, delay }, stopping.signal),
  );
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(pollers);
      client.destroy();
    },
  };
};
