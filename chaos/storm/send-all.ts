import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

const batchSize = 10;

/** Sends messages in their order, ten at a time; each of them counts, also one that is like another. */
export const sendAll = async (
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly { readonly body: string; readonly group?: string }[],
): Promise<void> => {
  for (let start = 0; start < messages.length; start += batchSize) {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.slice(start, start + batchSize).map(({ body, group }, index) => ({
          Id: String(index),
          MessageBody: body,
          ...(group !== undefined && { MessageGroupId: group, MessageDeduplicationId: randomUUID() }),
        })),
      }),
    );
    if (Failed.length > 0) throw new Error(`The queue did not take ${Failed.length} messages.`);
  }
};
