import type { Message } from '@aws-sdk/client-sqs';
import { businessId, parseBody } from '../../core/enrichment/business-id';

export const deadLetterQueues = ['enrichment', 'deferredInference'] as const;
export type DeadLetterQueue = (typeof deadLetterQueues)[number];

/** A message of a dead-letter queue. */
export interface DeadLetter {
  readonly queue: DeadLetterQueue;
  readonly messageId: string;
  readonly receiptHandle: string;
  /** The business id, which a redrive does not change. */
  readonly jobId: string;
  readonly kind: string;
  /** Message group: the title. */
  readonly group: string | undefined;
  /** When the job was sent: epoch milliseconds. */
  readonly sentAt: number;
  readonly receives: number;
  readonly body: string;
  /** Why, if the consumer could leave a note. */
  readonly reason: string | undefined;
}

const kindOf = (queue: DeadLetterQueue, body: string): string => {
  if (queue === 'enrichment') return 'enrichment';
  const value = parseBody(body);
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return typeof kind === 'string' ? kind : 'unknown';
};

/** What a received message says about itself; undefined: SQS left out what is needed to handle it. */
export const deadLetter = (
  queue: DeadLetterQueue,
  message: Message,
  reasons: ReadonlyMap<string, string>,
): DeadLetter | undefined => {
  const { MessageId, ReceiptHandle, Body = '', Attributes = {} } = message;
  if (MessageId === undefined || ReceiptHandle === undefined) return undefined;
  const jobId = businessId(Body);
  return {
    queue,
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    jobId,
    kind: kindOf(queue, Body),
    group: Attributes.MessageGroupId,
    sentAt: Number(Attributes.SentTimestamp ?? 0),
    receives: Number(Attributes.ApproximateReceiveCount ?? 0),
    body: Body,
    reason: reasons.get(jobId),
  };
};
