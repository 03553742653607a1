import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LocalSystem } from '../../contracts/local-system';

/** Everything that a topic has told a subscriber of its own, from the moment of recording on. */
export interface TopicRecording<T> {
  /** In the order of arrival; an event that was published twice is there twice. */
  events(): readonly T[];
  stop(): Promise<void>;
}

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Subscribes a new queue to a topic and empties it, as a subscriber would. */
export const recordTopic = async <T>(
  { endpoints, region, topics }: LocalSystem,
  topic: keyof LocalSystem['topics'],
  parse: (text: string) => T,
): Promise<TopicRecording<T>> => {
  const sns = new SNSClient({ endpoint: endpoints.sns, region, credentials });
  const sqs = new SQSClient({ endpoint: endpoints.sqs, region, credentials });
  const name = `trial-${topic}-events`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topics[topic],
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:000000000000:${name}`,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const events: T[] = [];
  const stopping = new AbortController();
  const empty = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
      );
      events.push(...Messages.map(({ Body = '' }) => parse(Body)));
      if (Messages.length > 0)
        await sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          }),
        );
    }
  };
  const emptying = empty();
  return {
    events: () => events,
    stop: async () => {
      stopping.abort();
      await emptying.catch(() => undefined);
      sns.destroy();
      sqs.destroy();
    },
  };
};
