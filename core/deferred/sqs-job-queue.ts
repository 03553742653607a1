import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { receiveWaitSeconds } from '../../contracts/queue-policies';
import type { JobQueue, ReceivedMessage } from './job-queue';

const received = (message: Message): readonly ReceivedMessage[] => {
  const { MessageId: messageId, ReceiptHandle: receiptHandle, Body: body, Attributes } = message;
  if (messageId === undefined || receiptHandle === undefined || body === undefined) return [];
  return [{ messageId, receiptHandle, body, receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1) }];
};

/** A standard SQS queue, polled for 20 seconds at a time. */
export const createSqsJobQueue = (client: SQSClient, queueUrl: string): JobQueue => ({
  receive: async (maxMessages, signal) => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: maxMessages,
        WaitTimeSeconds: receiveWaitSeconds,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
      { abortSignal: signal },
    );
    return Messages.flatMap(received);
  },
  setVisibility: async ({ receiptHandle }, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  },
  delete: async ({ receiptHandle }) => {
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
  },
  send: async (body, delaySeconds) => {
    await client.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds }),
    );
  },
});
