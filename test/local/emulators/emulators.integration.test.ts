import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
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
      },
      async (emulators) => {
        const { url } = emulators.messaging.queues.enrichment;
        const bodies = (await receive(emulators, url)).map(({ Body }) => Body);
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

test('items that have expired are deleted, and no others', async () => {
  const emulators = await startEmbeddedEmulators();
  const TableName = tableName('local', 'connections');
  const seconds = Math.floor(Date.now() / 1000);
  const items = {
    old: { N: String(seconds - 10) },
    young: { N: String(seconds + 1000) },
    eternal: undefined,
  };
  for (const [connectionId, expiresAt] of Object.entries(items))
    await emulators.dynamoDb.send(
      new PutItemCommand({
        TableName,
        Item: { connectionId: { S: connectionId }, ...(expiresAt === undefined ? {} : { expiresAt }) },
      }),
    );
  expect(await emulators.sweepExpired()).toBe(1);
  const { Items } = await emulators.dynamoDb.send(new ScanCommand({ TableName }));
  expect(Items?.map((item) => item['connectionId']?.S).sort()).toEqual(['eternal', 'young']);
  await emulators.close();
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

  test('give the messages of one group together and in order, and keep the group locked until all are back', async () => {
    const { url } = emulators.messaging.queues.enrichment;
    for (const body of ['1', '2', '3']) for (const group of ['A', 'B']) await send(emulators, group, body);
    const batch = await receive(emulators, url);
    const order = (messages: typeof batch): string[] =>
      messages.map(({ Attributes, Body }) => `${Attributes?.MessageGroupId}${Body}`);
    expect(order(batch)).toEqual(['A1', 'A2', 'A3', 'B1', 'B2', 'B3']);

    const release = (index: number) =>
      emulators.sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: batch[index]?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
    for (const index of [0, 1]) await release(index);
    expect(await receive(emulators, url)).toEqual([]);
    await release(2);
    expect(order(await receive(emulators, url))).toEqual(['A1', 'A2', 'A3']);
  });

  test('take every character that SQS takes, and no other', async () => {
    const { url } = emulators.messaging.queues.deferredInference;
    const sendBody = (MessageBody: string) =>
      emulators.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    const body = '𠮷野家 😀 \u{10FFFF} \uFFFD \t\r\n';
    await sendBody(body);
    expect((await receive(emulators, url)).map(({ Body }) => Body)).toEqual([body]);
    for (const character of ['\u0000', '\u000B', '\uFFFE', '\uFFFF'])
      await expect(sendBody(`a${character}`)).rejects.toThrow('Invalid characters');
  });

  test('give no more than asked for, also of one group', async () => {
    const { url } = emulators.messaging.queues.enrichment;
    for (const body of ['1', '2', '3']) await send(emulators, 'C', body);
    const answer = await emulators.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 2 }),
    );
    expect(answer.Messages?.map(({ Body }) => Body)).toEqual(['1', '2']);
  });

  test('put a whole group in its order again when its visibility timeout ends', async () => {
    const { url } = emulators.messaging.queues.enrichment;
    for (const body of ['1', '2', '3']) await send(emulators, 'D', body);
    const first = await emulators.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 1 }),
    );
    expect(first.Messages).toHaveLength(3);
    const again = await emulators.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
    );
    expect(again.Messages?.map(({ Body }) => Body)).toEqual(['1', '2', '3']);
  });
});
