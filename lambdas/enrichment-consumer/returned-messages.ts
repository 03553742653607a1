import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** What may be done with a message besides acknowledging it. */
export interface ReturnedMessages {
  /** Makes messages of one group visible after the same delay, so that they come back in their order. */
  delay(records: readonly SQSRecord[], seconds: number): Promise<void>;
  /**
   * Puts a copy with no receives behind the others of its group. The copy's deduplication id follows from the message,
   * so that doing it twice within SQS's five minutes makes one copy.
   */
  renew(record: SQSRecord): Promise<void>;
}

export const sqsReturnedMessages = (client: SQSClient, queueUrl: string): ReturnedMessages => ({
  delay: async (records, seconds) => {
    const { Failed = [] } = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: records.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        })),
      }),
    );
    if (Failed.length > 0)
      throw new Error(`SQS did not change ${Failed.length} visibility timeouts: ${Failed[0]?.Code}`);
  },
  renew: async ({ body, messageId, attributes }) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: attributes.MessageGroupId ?? messageId,
        MessageDeduplicationId: createHash('sha256').update(`renewed ${messageId}`).digest('hex'),
      }),
    );
  },
});
