/**
 * What decides the fate of a message, one object for each queue. The stacks, the local pollers and the consumers read it.
 * Times are seconds. The visibility timeout is derived, never written down.
 */
export interface QueuePolicy {
  /** Without environment and `.fifo`: see {@link queueName}. */
  readonly name: string;
  readonly fifo: boolean;
  readonly batchSize: number;
  /** Receives before the message goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** Longest time that one batch (function) or one message (service) may take. */
  readonly processingTimeoutSeconds: number;
  /** How many batches (function) or messages (one task of a service) are processed at once. */
  readonly maxConcurrency: number;
  readonly consumer: 'function' | 'service';
}

export const queuePolicies = {
  enrichment: {
    name: 'manga-enrichment',
    fifo: true,
    batchSize: 10,
    maxReceiveCount: 5,
    processingTimeoutSeconds: 120,
    maxConcurrency: 5,
    consumer: 'function',
  },
  deferredInference: {
    name: 'deferred-inference',
    fifo: false,
    batchSize: 10,
    maxReceiveCount: 5,
    processingTimeoutSeconds: 60,
    maxConcurrency: 8,
    consumer: 'service',
  },
} as const satisfies Record<string, QueuePolicy>;

export type QueueKey = keyof typeof queuePolicies;

/** Dead letters stay for 14 days, the longest that SQS keeps a message; the queues keep theirs for 4. */
export const deadLetterRetentionSeconds = 14 * 24 * 3600;
export const queueRetentionSeconds = 4 * 24 * 3600;

/**
 * A job's longest message, in bytes. SQS takes 1 MiB
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html); this much can still be
 * parked in a DynamoDB item of 400 KB.
 */
export const maxJobBytes = 256 * 1024;

/** Long poll: the longest that SQS waits. */
export const receiveWaitSeconds = 20;

/**
 * Visibility timeout in seconds. For a function six times its timeout, as AWS advises
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html); a service extends it by heartbeat.
 */
export const visibilityTimeoutSeconds = (policy: QueuePolicy): number =>
  policy.consumer === 'function' ? 6 * policy.processingTimeoutSeconds : policy.processingTimeoutSeconds;

const fifoSuffix = (policy: QueuePolicy): string => (policy.fifo ? '.fifo' : '');

/** `manga-assist-dev-manga-enrichment.fifo` */
export const queueName = (environment: string, policy: QueuePolicy): string =>
  `manga-assist-${environment}-${policy.name}${fifoSuffix(policy)}`;

/** `manga-assist-dev-manga-enrichment-dlq.fifo` */
export const deadLetterQueueName = (environment: string, policy: QueuePolicy): string =>
  `manga-assist-${environment}-${policy.name}-dlq${fifoSuffix(policy)}`;
