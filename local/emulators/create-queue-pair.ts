import {
  deadLetterQueueName,
  deadLetterRetentionSeconds,
  maxJobBytes,
  type QueuePolicy,
  queueName,
  queueRetentionSeconds,
  visibilityTimeoutSeconds,
} from '../../contracts/queue-policies';
import { localAccount, localRegion } from '../local-environment';
import type { SqsQueue, SqsStore } from './load-fauxqs';
import type { QueueUrls } from './messaging-addresses';

/** Creates a queue and its dead-letter queue as the templates do. */
export const createQueuePair = (
  store: SqsStore,
  environment: string,
  policy: QueuePolicy,
  urls: QueueUrls,
): readonly SqsQueue[] => {
  const kind = {
    MaximumMessageSize: String(maxJobBytes),
    ...(policy.fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'false' } : {}),
  };
  const create = (name: string, url: string, attributes: Record<string, string>): SqsQueue =>
    store.createQueue(name, url, `arn:aws:sqs:${localRegion}:${localAccount}:${name}`, {
      ...kind,
      ...attributes,
    });
  const deadLetters = create(deadLetterQueueName(environment, policy), urls.deadLetterUrl, {
    MessageRetentionPeriod: String(deadLetterRetentionSeconds),
  });
  const queue = create(queueName(environment, policy), urls.url, {
    MessageRetentionPeriod: String(queueRetentionSeconds),
    VisibilityTimeout: String(visibilityTimeoutSeconds(policy)),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.arn,
      maxReceiveCount: policy.maxReceiveCount,
    }),
  });
  return [deadLetters, queue];
};
