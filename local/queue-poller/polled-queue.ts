import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { receiveWaitSeconds } from '../../contracts/queue-policies';

/** The three calls of a poller on one queue. */
export interface PolledQueue {
  receive(signal: AbortSignal): Promise<readonly Message[]>;
  delete(messages: readonly Message[]): Promise<void>;
  /** Makes messages visible again after so many seconds. */
  release(messages: readonly Message[], seconds: number): Promise<void>;
}

const entries = (messages: readonly Message[]) =>
  messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));

/** Long polls for at most `batchSize` messages at a time. */
export const polledQueue = (client: SQSClient, queueUrl: string, batchSize: number): PolledQueue => ({
  receive: async (signal) => {
    const answer = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: receiveWaitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: signal },
    );
    return answer.Messages ?? [];
  },
  delete: async (messages) => {
    const answer = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries(messages) }),
    );
    const refused = answer.Failed?.[0];
    if (refused !== undefined) throw new Error(`${refused.Code}: ${refused.Message}`);
  },
  release: async (messages, seconds) => {
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: entries(messages).map((entry) => ({ ...entry, VisibilityTimeout: seconds })),
      }),
    );
  },
});
