import { setTimeout as delay } from 'node:timers/promises';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { localCredentials } from '../../admin/target/connect';
import type { LocalSystem } from '../../contracts/local-system';

/** Everything that a topic has told a subscriber of its own, from the moment of recording on. */
export interface TopicRecording<T> {
  /** In the order of arrival; an event that was published twice is there twice. Throws when one fitted no contract. */
  events(): readonly T[];
  /** Since when it has been subscribed without a break, epoch milliseconds: the emulators forget subscribers when they end. */
  since(): number;
  stop(): Promise<void>;
}

type TopicsOfSystem = Pick<LocalSystem, 'region' | 'topics'> & {
  readonly endpoints: Pick<LocalSystem['endpoints'], 'sns' | 'sqs'>;
};

const retryMs = 200;

/** Subscribes a new queue to a topic and empties it, as a subscriber would: while the queue does not answer it asks again. */
export const recordTopic = async <T>(
  { endpoints, region, topics }: TopicsOfSystem,
  topic: keyof LocalSystem['topics'],
  parse: (text: string) => T,
): Promise<TopicRecording<T>> => {
  const sns = new SNSClient({ endpoint: endpoints.sns, region, credentials: localCredentials });
  const sqs = new SQSClient({ endpoint: endpoints.sqs, region, credentials: localCredentials });
  const name = `trial-${topic}-events`;
  const subscribe = async (): Promise<{ readonly QueueUrl: string | undefined; readonly at: number }> => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    await sns.send(
      new SubscribeCommand({
        TopicArn: topics[topic],
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:000000000000:${name}`,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    return { QueueUrl, at: Date.now() };
  };
  let subscribed = await subscribe();
  const events: T[] = [];
  let unreadable: Error | undefined;
  const stopping = new AbortController();

  const receive = async (): Promise<void> => {
    const { QueueUrl } = subscribed;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
    );
    if (Messages.length === 0) return;
    for (const { Body = '' } of Messages) {
      try {
        events.push(parse(Body));
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'not JSON';
        unreadable ??= new Error(`The topic ${topic} told what fits no contract: ${reason}`, {
          cause: error,
        });
      }
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  };
  const empty = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await receive();
      } catch (error) {
        await delay(retryMs);
        // The emulators were started again. Where they are not there yet, the next look finds the same.
        if (error instanceof QueueDoesNotExist) subscribed = await subscribe().catch(() => subscribed);
      }
    }
  };
  const emptying = empty();
  return {
    events: () => {
      if (unreadable !== undefined) throw unreadable;
      return events;
    },
    since: () => subscribed.at,
    stop: async () => {
      stopping.abort();
      await emptying;
      sns.destroy();
      sqs.destroy();
    },
  };
};
