import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { localCredentials } from '../../../admin/target/connect';
import { recordTopic } from '../../../chaos/observe/record-topic';
import { waitUntil } from '../../../chaos/wait-until';
import { type MessagingEmulator, startMessaging } from '../../../local/emulators/start-messaging';
import { localEnvironment, localRegion } from '../../../local/local-environment';

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const start = async (port = 0): Promise<MessagingEmulator> =>
  startMessaging({ environment: localEnvironment, now: Date.now, port });

const systemOf = ({ url, resultsTopicArn, catalogTopicArn }: MessagingEmulator) => ({
  region: localRegion,
  endpoints: { sns: url, sqs: url },
  topics: { results: resultsTopicArn, catalog: catalogTopicArn },
});

const publisher = ({ url, resultsTopicArn }: MessagingEmulator) => {
  const sns = new SNSClient({ endpoint: url, region: localRegion, credentials: localCredentials });
  undo.push(() => sns.destroy());
  return (Message: string) => sns.send(new PublishCommand({ TopicArn: resultsTopicArn, Message }));
};

const parse = (text: string): string => {
  if (text === 'spoilt') throw new Error('it is spoilt');
  return text;
};

const soon = { timeoutMs: 10_000, everyMs: 20 };

describe('a recording of a topic', () => {
  it('hears again after the emulators have ended, and says since when', async () => {
    const first = await start();
    const recording = await recordTopic(systemOf(first), 'results', parse);
    undo.push(() => recording.stop());
    const since = recording.since();
    await publisher(first)('one');
    await waitUntil('one is heard', () => recording.events().includes('one'), soon);
    await first.close();
    const second = await start(Number(new URL(first.url).port));
    undo.push(() => second.close());
    await waitUntil('it is subscribed again', () => recording.since() > since, soon);
    await publisher(second)('two');
    await waitUntil('two is heard', () => recording.events().includes('two'), soon);
    expect(recording.events()).toEqual(['one', 'two']);
  }, 30_000);

  it('says that an event fitted no contract, to whoever asks for the events', async () => {
    const messaging = await start();
    undo.push(() => messaging.close());
    const recording = await recordTopic(systemOf(messaging), 'results', parse);
    undo.push(() => recording.stop());
    await publisher(messaging)('spoilt');
    const asked = (): string => {
      try {
        return recording.events().join();
      } catch (error) {
        return String(error);
      }
    };
    await waitUntil('it says so', () => asked().includes('it is spoilt'), soon);
    expect(asked()).toContain('The topic results told what fits no contract');
  }, 30_000);
});
