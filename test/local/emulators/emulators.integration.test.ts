import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { tableName } from '../../../contracts/tables';
import { type EmbeddedEmulators, startEmbeddedEmulators } from '../../support/embedded-emulators';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'manga-emulators-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const send = (emulators: EmbeddedEmulators, group: string, body: string) =>
  emulators.sqs.send(
    new SendMessageCommand({
      QueueUrl: emulators.messaging.queues.enrichment.url,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: `${group}-${body}`,
    }),
  );

const receive = async (emulators: EmbeddedEmulators, url: string) =>
  (
    await emulators.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    )
  ).Messages ?? [];

const restarted = async (
  folder: string,
  before: (emulators: EmbeddedEmulators) => Promise<void>,
  after: (emulators: EmbeddedEmulators) => Promise<void>,
): Promise<void> => {
  for (const step of [before, after]) {
    const emulators = await startEmbeddedEmulators(folder);
    try {
      await step(emulators);
    } finally {
      await emulators.close();
    }
  }
};

describe('a restart of the emulators', () => {
  test('keeps items of DynamoDB', async () => {
    const key = { sessionId: { S: 's1' }, entry: { S: 'head' } };
    const TableName = tableName('local', 'sessions');
    await restarted(
      newFolder(),
      async ({ dynamoDb }) => {
        await dynamoDb.send(new PutItemCommand({ TableName, Item: { ...key, owner: { S: 'guest:1' } } }));
      },
      async ({ dynamoDb }) => {
        const { Item } = await dynamoDb.send(new GetItemCommand({ TableName, Key: key }));
        expect(Item?.['owner']).toEqual({ S: 'guest:1' });
      },
    );
  });

  test('keeps messages in their order, and forgets deleted ones', async () => {
    await restarted(
      newFolder(),
      async (emulators) => {
        const { url } = emulators.messaging.queues.enrichment;
        for (const body of ['1', '2', '3']) await send(emulators, 'A', body);
        const [first] = await receive(emulators, url);
        await emulators.sqs.send(
          new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }),
        );
        await receive(emulators, url);
      },
      async (emulators) => {
        const { url } = emulators.messaging.queues.enrichment;
        const bodies: (string | undefined)[] = [];
        for (;;) {
          const [message] = await receive(emulators, url);
          if (message === undefined) break;
          bodies.push(message.Body);
          await emulators.sqs.send(
            new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }),
          );
        }
        expect(bodies).toEqual(['2', '3']);
      },
    );
  });

  test('still knows a deduplication id that was used just before, also when its message is gone', async () => {
    await restarted(
      newFolder(),
      async (emulators) => {
        const { url } = emulators.messaging.queues.enrichment;
        await send(emulators, 'A', 'once');
        const [message] = await receive(emulators, url);
        await emulators.sqs.send(
          new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }),
        );
      },
      async (emulators) => {
        await send(emulators, 'A', 'once');
        expect(await receive(emulators, emulators.messaging.queues.enrichment.url)).toEqual([]);
      },
    );
  });

  test('keeps a dead letter once, on the dead-letter queue', async () => {
    await restarted(
      newFolder(),
      async (emulators) => {
        const { url } = emulators.messaging.queues.enrichment;
        await send(emulators, 'A', 'poison');
        for (let receives = 0; receives < 5; receives += 1) {
          const [message] = await receive(emulators, url);
          await emulators.sqs.send(
            new ChangeMessageVisibilityCommand({
              QueueUrl: url,
              ReceiptHandle: message?.ReceiptHandle,
              VisibilityTimeout: 0,
            }),
          );
        }
        expect(await receive(emulators, url)).toEqual([]);
      },
      async (emulators) => {
        const { url, deadLetterUrl } = emulators.messaging.queues.enrichment;
        expect(await receive(emulators, url)).toEqual([]);
        expect((await receive(emulators, deadLetterUrl)).map((message) => message.Body)).toEqual(['poison']);
      },
    );
  });
});

describe('the emulated queues', () => {
  let emulators: EmbeddedEmulators;
  beforeAll(async () => {
    emulators = await startEmbeddedEmulators();
  });
  afterAll(() => emulators.close());

  test('answer queue URLs that lead back to the loopback address', async () => {
    const answer = await emulators.sqs.send(
      new GetQueueUrlCommand({ QueueName: 'manga-assist-local-manga-enrichment.fifo' }),
    );
    expect(answer.QueueUrl).toBe(emulators.messaging.queues.enrichment.url);
    expect(answer.QueueUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  });

  test('have the visibility timeout and the receives of their policies', async () => {
    const { Attributes } = await emulators.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: emulators.messaging.queues.enrichment.url,
        AttributeNames: ['All'],
      }),
    );
    expect(Attributes).toMatchObject({ VisibilityTimeout: '720', FifoQueue: 'true' });
    expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '')).toEqual({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:manga-assist-local-manga-enrichment-dlq.fifo',
      maxReceiveCount: 5,
    });
  });
});
