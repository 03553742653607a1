import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { queueCounts } from '../../../admin/queue-counts';
import { waitUntil } from '../../../chaos/wait-until';
import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { tableName } from '../../../contracts/tables';
import {
  type BedrockStandIn,
  startBedrockStandIn,
} from '../../../local/bedrock-stand-in/start-bedrock-stand-in';
import { type EmbeddedEmulators, startEmbeddedEmulators } from '../../support/embedded-emulators';

// The deployed bundle as a process, on a machine that may be busy.
jest.setTimeout(120_000);
const patience = { timeoutMs: 60_000, everyMs: 100 };

/** A PNG of one pixel. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let emulators: EmbeddedEmulators;
let bedrock: BedrockStandIn;
let folder: string;
let consumer: ChildProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manga-deferred-'));
  [emulators, bedrock] = await Promise.all([startEmbeddedEmulators(), startBedrockStandIn({ port: 0 })]);
  const configuration = { config: defaultRuntimeConfig, secret: { guestTokenKey: 'k'.repeat(64) } };
  await writeFile(join(folder, 'configuration.json'), JSON.stringify(configuration));
  // One for all tests: an emulator gives messages to the long poll of a consumer that has gone.
  consumer = startConsumer();
});
afterAll(async () => {
  consumer?.kill('SIGKILL');
  await Promise.all([emulators?.close(), bedrock?.close()]);
  await rm(folder, { recursive: true });
});

const startConsumer = (): ChildProcess => {
  const { messaging, dynamoDbUrl } = emulators;
  return spawn(process.execPath, [resolve('dist/services/deferred-consumer.js')], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
      AWS_ENDPOINT_URL_SQS: messaging.url,
      AWS_ENDPOINT_URL_SNS: messaging.url,
      AWS_ENDPOINT_URL_S3: messaging.url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      MANGA_ENV: 'local',
      LOG_LEVEL: 'ERROR',
      MANGA_LOCAL_CONFIGURATION: join(folder, 'configuration.json'),
      SEARCH_ENDPOINT: '',
      RESULTS_TOPIC_ARN: messaging.resultsTopicArn,
      CONNECTIONS_ENDPOINT: 'http://127.0.0.1:1',
      DEFERRED_QUEUE_URL: messaging.queues.deferredInference.url,
      UPLOADS_BUCKET: messaging.uploadsBucket,
      STOP_TIMEOUT_SECONDS: '10',
      HEALTH_PORT: '0',
      BIND_ADDRESS: '127.0.0.1',
    },
  });
};

const send = (body: unknown): Promise<unknown> =>
  emulators.sqs.send(
    new SendMessageCommand({
      QueueUrl: emulators.messaging.queues.deferredInference.url,
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

/** An image in the bucket, and the job that its upload makes. */
const upload = async (name: string) => {
  const { uploadsBucket, url } = emulators.messaging;
  const key = `uploads/${name}.png`;
  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint: url,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { ETag: version = '' } = await s3.send(
    new PutObjectCommand({ Bucket: uploadsBucket, Key: key, Body: onePixel }),
  );
  s3.destroy();
  return {
    kind: 'moderation',
    jobId: `moderation-${name}`,
    requestedBy: 'test',
    requestedAt: new Date().toISOString(),
    payload: { bucket: uploadsBucket, key, version },
  };
};

const statusOf = async (jobId: string): Promise<string | undefined> => {
  const { Item } = await emulators.dynamoDb.send(
    new GetItemCommand({ TableName: tableName('local', 'results'), Key: { jobId: { S: jobId } } }),
  );
  return Item?.['status']?.S;
};

const isEmpty = async (): Promise<boolean> => {
  const counts = await queueCounts(emulators.sqs, emulators.messaging.queues.deferredInference.url);
  return counts.queued + counts.inFlight + counts.delayed === 0;
};

test('a job is done once and told to subscribers, and a malformed one is parked', async () => {
  const { sqs, sns, dynamoDb, messaging } = emulators;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'results-subscriber' }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: messaging.resultsTopicArn,
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:results-subscriber',
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const job = await upload('first');
  await send(job);
  await send('{"jobId":');
  await waitUntil('it has its result', async () => (await statusOf(job.jobId)) !== undefined, patience);
  await waitUntil('the queue is empty', isEmpty, patience);
  // Delivered again: SQS may do that.
  await send(job);
  await waitUntil('the queue is empty again', isEmpty, patience);

  const events = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const told = (events.Messages ?? []).map(({ Body = '' }) => JSON.parse(Body) as { eventId: string });
  expect(told.filter(({ eventId }) => eventId.startsWith('moderation-first:'))).not.toHaveLength(0);
  const parked = await dynamoDb.send(new ScanCommand({ TableName: tableName('local', 'parkedJobs') }));
  expect(parked.Items).toHaveLength(1);
  expect(parked.Items?.[0]?.['reason']?.S).toMatch(/JSON/);
});

test('a job that the model refuses for a while is done when it answers again', async () => {
  bedrock.setFaults({ '*': [{ kind: 'throttle' }] });
  const job = await upload('second');
  await send(job);
  const refused = (): boolean => bedrock.calls().some(({ outcome }) => outcome === 'ThrottlingException');
  await waitUntil('the model has refused it', refused, patience);
  expect(await statusOf(job.jobId)).toBeUndefined();
  bedrock.setFaults({});
  await waitUntil('it is done', async () => (await statusOf(job.jobId)) === 'done', {
    timeoutMs: 110_000,
    everyMs: 200,
  });
});

test('SIGTERM ends the consumer', async () => {
  const ended = once(consumer, 'exit');
  consumer.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});
