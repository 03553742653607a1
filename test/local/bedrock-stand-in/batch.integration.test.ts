import {
  BedrockClient,
  CreateModelInvocationJobCommand,
  GetModelInvocationJobCommand,
  ListModelInvocationJobsCommand,
  StopModelInvocationJobCommand,
} from '@aws-sdk/client-bedrock';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type EmbeddedEmulators, startEmbeddedEmulators } from '../../support/embedded-emulators';
import { aBody, credentials, type Harness, haiku, startHarness } from './with-stand-in';

const bucket = 'manga-assist-batch';

describe('Batch inference through the real SDK and S3', () => {
  let emulators: EmbeddedEmulators;
  let s3: S3Client;
  let harness: Harness;
  let bedrock: BedrockClient;
  let events: { detail: Record<string, unknown> }[];

  beforeAll(async () => {
    emulators = await startEmbeddedEmulators();
    s3 = new S3Client({
      endpoint: emulators.messaging.url,
      region: 'us-east-1',
      credentials,
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  });
  afterAll(async () => {
    s3.destroy();
    await emulators.close();
  });
  beforeEach(async () => {
    events = [];
    harness = await startHarness({
      s3Endpoint: emulators.messaging.url,
      onJobStateChange: (event) => events.push(event as never),
    });
    bedrock = new BedrockClient({
      region: 'us-east-1',
      endpoint: harness.standIn.url,
      credentials,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    bedrock.destroy();
    await harness.close();
  });

  const record = (index: number): string =>
    JSON.stringify({ recordId: `item-${index}`, modelInput: aBody(`作品${index}について`) });
  const put = (name: string, lines: readonly string[]) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: `in/${name}`, Body: lines.join('\n') }));
  const read = async (key: string): Promise<string> => {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await object.Body?.transformToString()) ?? '';
  };
  const order = (name: string, changes: Record<string, unknown> = {}) => ({
    jobName: 'enrich-2026',
    modelId: haiku,
    roleArn: 'arn:aws:iam::000000000000:role/batch',
    inputDataConfig: { s3InputDataConfig: { s3Uri: `s3://${bucket}/in/${name}` } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: `s3://${bucket}/out/` } },
    ...changes,
  });
  const create = async (name: string, changes: Record<string, unknown> = {}): Promise<string> =>
    (await bedrock.send(new CreateModelInvocationJobCommand(order(name, changes)))).jobArn ?? '';
  const end = async (jobIdentifier: string) => {
    for (;;) {
      const job = await bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));
      if (job.endTime !== undefined) return job;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  test('answers every record, keeps those that failed, and sums up', async () => {
    const lines = Array.from({ length: 100 }, (_none, index) => record(index));
    lines[7] = JSON.stringify({ recordId: 'item-7', modelInput: aBody('', {}) });
    lines[8] = 'no json';
    await put('mixed.jsonl', lines);

    const arn = await create('mixed.jsonl');
    const job = await end(arn);
    expect(job).toMatchObject({
      status: 'Completed',
      totalRecordCount: 100,
      processedRecordCount: 100,
      successRecordCount: 98,
      errorRecordCount: 2,
      modelId: haiku,
    });

    const folder = `out/${arn.split('/').at(-1)}`;
    const output = (await read(`${folder}/mixed.jsonl.out`))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(output).toHaveLength(100);
    expect(output[0]).toMatchObject({
      recordId: 'item-0',
      modelInput: { max_tokens: 1000 },
      modelOutput: { type: 'message', stop_reason: 'end_turn', content: [{ type: 'text' }] },
    });
    expect(output[7]).toMatchObject({
      recordId: 'item-7',
      error: { errorCode: 400, errorMessage: 'messages: text content blocks must be non-empty' },
    });
    expect(output[8]).toMatchObject({ error: { errorCode: 400 } });
    const manifest = JSON.parse(await read(`${folder}/manifest.json.out`));
    expect(manifest).toMatchObject({
      totalRecordCount: 100,
      processedRecordCount: 100,
      successRecordCount: 98,
      errorRecordCount: 2,
    });
    expect(manifest.outputTokenCount).toBeGreaterThan(98 * 10);
    expect(harness.standIn.calls()).toContainEqual(
      expect.objectContaining({ operation: 'batch', outcome: 'ok', count: 98 }),
    );
    expect(events.map(({ detail }) => detail['status'])).toEqual([
      'Submitted',
      'Validating',
      'InProgress',
      'Completed',
    ]);
    expect(events.at(-1)).toMatchObject({
      source: 'aws.bedrock',
      'detail-type': 'Batch Inference Job State Change',
      detail: { batchJobArn: arn, batchJobName: 'enrich-2026' },
    });
  });

  test('a job with fewer than 100 records fails and says so', async () => {
    await put(
      'small.jsonl',
      Array.from({ length: 99 }, (_none, index) => record(index)),
    );
    expect(await end(await create('small.jsonl'))).toMatchObject({
      status: 'Failed',
      message: expect.stringContaining('contains less records (99) than the required minimum of: 100'),
    });
  });

  test('a job without input fails and says so', async () => {
    expect(await end(await create('absent.jsonl'))).toMatchObject({
      status: 'Failed',
      message: expect.stringContaining('Cannot read s3://manga-assist-batch/in/absent.jsonl'),
    });
  });

  test('a stopped job keeps what it has done', async () => {
    await put(
      'long.jsonl',
      Array.from({ length: 3000 }, (_none, index) => record(index)),
    );
    const arn = await create('long.jsonl');
    while (!events.some(({ detail }) => detail['status'] === 'InProgress')) await new Promise(setImmediate);
    await bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
    const job = await end(arn);
    expect(job.status).toBe('Stopped');
    expect(job.processedRecordCount).toBeLessThan(3000);
    const output = await read(`out/${arn.split('/').at(-1)}/long.jsonl.out`);
    expect(output.split('\n')).toHaveLength((job.processedRecordCount ?? 0) + 1);
    await expect(
      bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn })),
    ).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  test('records fail with the faults of the region, one by one', async () => {
    await put(
      'faulty.jsonl',
      Array.from({ length: 200 }, (_none, index) => record(index)),
    );
    harness.standIn.setFaults({ '*': [{ kind: 'throttle', model: 'claude-haiku-4-5', probability: 0.5 }] });
    const job = await end(await create('faulty.jsonl'));
    expect(job.status).toBe('Completed');
    expect((job.successRecordCount ?? 0) + (job.errorRecordCount ?? 0)).toBe(200);
    expect(job.errorRecordCount).toBeGreaterThan(50);
    expect(job.successRecordCount).toBeGreaterThan(50);
  });

  test('the same request token gives the same job', async () => {
    await put(
      'once.jsonl',
      Array.from({ length: 100 }, (_none, index) => record(index)),
    );
    const first = await create('once.jsonl', { clientRequestToken: 'one' });
    expect(await create('once.jsonl', { clientRequestToken: 'one' })).toBe(first);
    await end(first);
    const { invocationJobSummaries } = await bedrock.send(new ListModelInvocationJobsCommand({}));
    expect(invocationJobSummaries).toHaveLength(1);
  });

  test.each([
    [{ modelId: 'anthropic.claude-3-haiku-20240307-v1:0' }, 'The provided model identifier is invalid.'],
    [{ roleArn: 'me' }, "Value at 'roleArn' failed to satisfy constraint"],
    [{ jobName: 'a b' }, "Value at 'jobName' failed to satisfy constraint"],
    [{ timeoutDurationInHours: 1 }, 'timeoutDurationInHours must be from 24 to 168.'],
    [
      { outputDataConfig: { s3OutputDataConfig: { s3Uri: '/tmp/out' } } },
      'The provided S3 URI is invalid: /tmp/out',
    ],
  ])('an order that Bedrock refuses: %j', async (changes, message) => {
    await expect(create('mixed.jsonl', changes)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  test('an unknown job is not found', async () => {
    await expect(
      bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier: 'abcdefghijkl' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
