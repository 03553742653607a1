import type { SQSRecord } from 'aws-lambda';
import { ModelCallError } from '../../../core/bedrock/model-call-error';
import { silentLogger } from '../../../core/observability/logger';
import { ignoreMetrics } from '../../../core/observability/metrics-recorder';
import { createEnrichmentConsumer } from '../../../lambdas/enrichment-consumer/enrichment-consumer';

const record = (id: string, group: string, receives = 1): SQSRecord => ({
  messageId: id,
  receiptHandle: `receipt-${id}`,
  body: id,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '0',
    SenderId: 'test',
    ApproximateFirstReceiveTimestamp: '0',
    MessageGroupId: group,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:q.fifo',
  awsRegion: 'us-east-1',
});

const throttled = (retryAfterMs?: number) =>
  new ModelCallError('throttled', {
    kind: 'unavailable',
    fault: 'model',
    retryable: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

const setUp = (fates: Readonly<Record<string, Error>> = {}, remainingMs = () => 120_000) => {
  const seen: string[] = [];
  const delayed: { ids: string[]; seconds: number }[] = [];
  const renewed: string[] = [];
  const notes: string[] = [];
  const deadlines: number[] = [];
  const world = { delayFails: false };
  const consume = createEnrichmentConsumer({
    enrich: async (body, { deadline }) => {
      seen.push(body);
      deadlines.push(deadline);
      const failure = fates[body];
      if (failure) throw failure;
      return { kind: 'enriched', catalogId: body, jobId: body, costUsd: 0 };
    },
    returned: {
      delay: async (records, seconds) => {
        if (world.delayFails) throw new Error('SQS is down');
        delayed.push({ ids: records.map(({ messageId }) => messageId), seconds });
      },
      renew: async ({ messageId }) => void renewed.push(messageId),
    },
    notes: { note: async (jobId, reason) => void notes.push(`${jobId} ${reason}`) },
    logger: silentLogger,
    metric: ignoreMetrics,
    now: () => 1_000_000,
    random: () => 0,
    maxReceiveCount: 5,
  });
  const run = async (records: SQSRecord[]) =>
    (await consume({ Records: records }, { getRemainingTimeInMillis: remainingMs })).batchItemFailures.map(
      ({ itemIdentifier }) => itemIdentifier,
    );
  return { run, seen, delayed, renewed, notes, deadlines, world };
};

test('a batch without failures is acknowledged as a whole', async () => {
  const { run, deadlines } = setUp();
  expect(await run([record('a1', 'a'), record('b1', 'b')])).toEqual([]);
  expect(deadlines).toEqual([1_115_000, 1_115_000]);
});

test('after a failure the later edits of that title go back unseen, and other titles are done', async () => {
  const { run, seen, delayed } = setUp({ a1: throttled() });
  const failures = await run([record('a1', 'a'), record('b1', 'b'), record('a2', 'a'), record('c1', 'c')]);
  expect(failures).toEqual(['a1', 'a2']);
  expect(seen.sort()).toEqual(['a1', 'b1', 'c1']);
  expect(delayed).toEqual([{ ids: ['a1', 'a2'], seconds: 15 }]);
});

test('edits of one title run in their order, one after the other', async () => {
  const { run, seen } = setUp();
  await run([record('a1', 'a'), record('a2', 'a'), record('a3', 'a')]);
  expect(seen).toEqual(['a1', 'a2', 'a3']);
});

test('the delay doubles with the receives, and is never below what the model asks for', async () => {
  const { run, delayed } = setUp({ a1: throttled(), b1: throttled(40_000) });
  await run([record('a1', 'a', 3), record('b1', 'b', 1)]);
  expect(delayed).toEqual([
    { ids: ['a1'], seconds: 60 },
    { ids: ['b1'], seconds: 40 },
  ]);
});

test('what cannot be started in the time that is left goes back', async () => {
  const remaining = [120_000, 19_000];
  const { run, seen } = setUp({}, () => remaining.shift() ?? 0);
  expect(await run([record('a1', 'a'), record('a2', 'a'), record('a3', 'a')])).toEqual(['a2', 'a3']);
  expect(seen).toEqual(['a1']);
});

test('at its last receive a throttled job is renewed instead of dead-lettered', async () => {
  const { run, renewed, delayed } = setUp({ a1: throttled() });
  expect(await run([record('a1', 'a', 5), record('a2', 'a', 1)])).toEqual([]);
  expect(renewed).toEqual(['a1']);
  expect(delayed).toEqual([]);
});

test('a fault of ours is dead-lettered after its receives, with its reason, not renewed for ever', async () => {
  const { run, renewed, notes } = setUp({ a1: new TypeError('a bug') });
  expect(await run([{ ...record('a1', 'a', 5) }])).toEqual(['a1']);
  expect(renewed).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^unreadable-[0-9a-f]{24} TypeError: a bug$/)]);
});

test('an edit behind a failed one is not dead-lettered with it', async () => {
  const { run, renewed, seen } = setUp({ a1: new TypeError('a bug') });
  expect(await run([record('a1', 'a', 5), record('a2', 'a', 5), record('a3', 'a', 2)])).toEqual(['a1', 'a3']);
  expect(seen).toEqual(['a1']);
  expect(renewed).toEqual(['a2']);
});

test('a delay that SQS refuses loses nothing: the messages are still returned', async () => {
  const { run, world } = setUp({ a1: throttled() });
  world.delayFails = true;
  expect(await run([record('a1', 'a')])).toEqual(['a1']);
});
