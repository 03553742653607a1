import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BedrockClient,
  ListModelInvocationJobsCommand,
  StopModelInvocationJobCommand,
} from '@aws-sdk/client-bedrock';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { BulkJobUnderWay } from '../../../admin/bulk/bulk-jobs-under-way';
import type { JobsReport } from '../../../admin/jobs/count-jobs';
import { tableName } from '../../../contracts/tables';
import { callCostUsd } from '../../../core/bedrock/call-cost';
import { dynamoCatalog } from '../../../core/catalog/dynamo-catalog';
import { dayInJapan } from '../../../core/japan-time';
import { createSpendLedger } from '../../../core/spend/spend-ledger';
import { type BatchFunction, startBatchFunction } from '../../support/batch-function';
import { type EnrichmentSystem, startEnrichmentSystem } from '../../support/enrichment-system';

let system: EnrichmentSystem;
let functions: BatchFunction;
let bedrock: BedrockClient;
/** What each run of the function is given. */
let remainingMs = 900_000;
let stateChanges: { readonly detail: { readonly status: string; readonly batchJobArn: string } }[];
/** Called with each change of a job's status, before the function is. */
let onStatus: (status: string, arn: string) => void;

const ended = ['Completed', 'PartiallyCompleted', 'Failed', 'Stopped', 'Expired'];

beforeEach(async () => {
  stateChanges = [];
  onStatus = () => undefined;
  remainingMs = 900_000;
  functions = await startBatchFunction(() => remainingMs);
  // As the rule of the stacks does: what has ended goes to the function.
  system = await startEnrichmentSystem({}, (event) => {
    const change = event as unknown as (typeof stateChanges)[number];
    stateChanges.push(change);
    onStatus(change.detail.status, change.detail.batchJobArn);
    if (ended.includes(change.detail.status)) functions.send(event);
  });
  bedrock = new BedrockClient({
    region: 'us-east-1',
    endpoint: system.bedrock.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterEach(async () => {
  jest.resetModules();
  bedrock.destroy();
  await functions.close();
  await system.close();
});

const catalogueOf = async (count: number): Promise<string> => {
  const file = join(system.folder, `catalogue-${count}.jsonl`);
  const rows = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      catalogId: `shop-${index}`,
      title: `第${index}の題`,
      creators: '甲 ／ 乙',
      publishedFrom: '1999',
    }),
  );
  await writeFile(file, rows.join('\n'));
  return file;
};

const jobs = async (): Promise<JobsReport & { readonly batchJobs: readonly BulkJobUnderWay[] }> =>
  JSON.parse((await system.admin('jobs', '--json')).output);
const enrich = async (...args: string[]) =>
  JSON.parse((await system.admin('enrich', ...args, '--json')).output);

const calls = (operation: string, outcome = 'ok') =>
  system.bedrock.calls().filter((call) => call.operation === operation && call.outcome === outcome);
const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

const documents = () => DynamoDBDocumentClient.from(system.emulators.dynamoDb);
const rowOf = (catalogId: string) =>
  dynamoCatalog({ documents: documents(), table: tableName('local', 'catalog') }).get(catalogId);
/** Enriched rows by how the id of their job begins; none has a mark of a batch job. */
const doneBy = async (prefix: string) => {
  const all = await dynamoCatalog({ documents: documents(), table: tableName('local', 'catalog') }).getMany(
    Array.from({ length: 250 }, (_, index) => `shop-${index}`),
  );
  const items = all.filter(
    ({ status, provenance }) => status === 'enriched' && provenance?.jobId.startsWith(prefix),
  );
  expect(items.filter(({ bulk }) => bulk !== undefined)).toEqual([]);
  return { items };
};
const spend = () =>
  createSpendLedger({ documents: documents(), table: tableName('local', 'spend'), now: Date.now }).day(
    dayInJapan(Date.now()),
  );

const subscribe = async (): Promise<() => Promise<readonly string[]>> => {
  const { sqs, sns, messaging } = system.emulators;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'subscriber' }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: messaging.catalogTopicArn,
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:subscriber',
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return async () => {
    const ids: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      if (Messages.length === 0) return ids;
      ids.push(...Messages.map(({ Body = '' }) => (JSON.parse(Body) as { catalogId: string }).catalogId));
    }
  };
};

test('250 items: enriched, parked and queued are what was sent; nothing is enriched or paid for twice', async () => {
  const events = await subscribe();
  const file = await catalogueOf(250);
  const model = 'claude-haiku-4-5';
  const spoilt = { kind: 'invalid-json', model, probability: 0.06 } as const;
  system.bedrock.setFaults({
    '*': [
      spoilt,
      { kind: 'throttle', model, probability: 0.06 },
      { kind: 'error', model, error: 'ValidationException', probability: 0.04 },
    ],
  });

  const sent = await enrich(file, '--bulk');
  expect(sent).toMatchObject({ good: 250, inNewBatchJobs: 250, queued: 0, reasons: [], complete: true });
  expect(sent.batchJobs).toEqual([
    { name: expect.stringMatching(/^manga-assist-local-enrich-/), items: 250 },
  ]);
  const { bulkUsd, onDemandUsd, savedUsd } = sent.estimate;
  expect(savedUsd).toBe(onDemandUsd - bulkUsd);
  expect(savedUsd / onDemandUsd).toBeGreaterThan(0.4);

  const answer = await functions.answer(0);
  const { enriched, parked } = (await jobs()).enrichment;
  expect(answer).toMatchObject({ kind: 'done', totals: { enriched, parked } });
  const totals = answer.totals ?? {};
  expect(totals['enriched']).toBeGreaterThan(150);
  expect(totals['parked']).toBe(sum(calls('batch', 'ValidationException')));
  expect((totals['enriched'] ?? 0) + (totals['parked'] ?? 0) + (totals['returned'] ?? 0)).toBe(250);
  expect((await jobs()).enrichment).toMatchObject({
    queued: totals['returned'],
    waiting: totals['returned'],
    deadLettered: 0,
  });

  // The books hold what the model was paid for, at half the price.
  const paid = calls('batch');
  const tokens = (field: 'inputTokens' | 'outputTokens') => paid.reduce((all, call) => all + call[field], 0);
  const usage = { inputTokens: tokens('inputTokens'), outputTokens: tokens('outputTokens') };
  const profileId = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
  const day = dayInJapan(Date.now());
  const embedded = { day, kind: 'enrichment', model: 'titan-embed-text-v2', calls: enriched };
  const books = await spend();
  expect(books).toHaveLength(2);
  expect(books).toContainEqual({
    day,
    kind: 'enrichment',
    model: 'claude-haiku-4-5',
    calls: sum(paid),
    ...usage,
    costUsd: callCostUsd('claude-haiku-4-5', profileId, usage, { batch: true }),
  });
  expect(books).toContainEqual(expect.objectContaining(embedded));

  const { items } = await doneBy('import:');
  expect(items.length).toBe(enriched);
  for (const { provenance } of items) {
    const { inputTokens = 0, outputTokens = 0, costUsd } = provenance ?? {};
    expect(costUsd).toBe((inputTokens * 1 + outputTokens * 5) / 2 / 1e6);
  }

  // The event once more, and the command once more: no call, no job, no booking.
  const before = [system.bedrock.calls(), await spend(), (await jobs()).enrichment];
  const last = stateChanges.at(-1);
  functions.send(last);
  expect(await functions.answer(1)).toEqual({ kind: 'known' });
  expect([system.bedrock.calls(), await spend(), (await jobs()).enrichment]).toEqual(before);
  expect(await enrich(file, '--bulk')).toMatchObject({
    alreadyEnriched: enriched,
    parked,
    queued: totals['returned'],
    batchJobs: [],
  });
  expect(system.bedrock.calls()).toEqual(before[0]);

  // The queue asks once more for what did not fit, and parks what still does not.
  system.bedrock.setFaults({ '*': [spoilt] });
  await system.consumeAll();
  const end = (await jobs()).enrichment;
  expect(end).toMatchObject({ queued: 0, inFlight: 0, waiting: 0, deadLettered: 0 });
  expect(end.enriched + end.parked).toBe(250);
  expect(end.parked).toBeGreaterThan(totals['parked'] ?? 0);
  const published = await events();
  expect(published).toHaveLength(end.enriched);
  expect(new Set(published).size).toBe(end.enriched);
  expect(system.indexed()).toBe(end.enriched);
}, 120_000);

test('when its time is up the function calls itself until all is done', async () => {
  remainingMs = 1000;
  await enrich(await catalogueOf(100), '--bulk');
  let index = 0;
  while ((await functions.answer(index)).kind !== 'done') index += 1;
  expect(index).toBeGreaterThan(3);
  expect(functions.answers.at(-1)).toMatchObject({ totals: { enriched: 100, calls: 100 } });
  expect(await spend()).toMatchObject([
    { model: 'claude-haiku-4-5', calls: 100 },
    { model: 'titan-embed-text-v2', calls: 100 },
  ]);
}, 60_000);

test('while a batch job is under way its titles are listed, and the queue leaves them alone', async () => {
  system.bedrock.setSettings({ latencyMs: 3000 });
  const file = await catalogueOf(100);
  await enrich(file);
  await enrich(file, '--bulk');
  expect((await jobs()).batchJobs).toMatchObject([{ status: 'Submitted' }]);
  expect((await system.admin('jobs')).output).toMatch(
    /^batch job manga-assist-local-enrich-\w+-1: Submitted since/m,
  );
  expect(await enrich(file, '--bulk')).toMatchObject({ inBulkJob: 100, queued: 0, batchJobs: [] });
  expect(await enrich(file)).toMatchObject({ inBulkJob: 100, sent: 0, sentAgain: 0 });
  system.bedrock.setSettings({ latencyMs: 0 });
  await system.consumeAll();
  expect(calls('invoke')).toEqual([]);
  expect(await functions.answer(0)).toMatchObject({ kind: 'done', totals: { enriched: 100 } });
  expect((await jobs()).batchJobs).toEqual([]);
}, 60_000);

test('what a stopped job has done is kept, and the rest is queued', async () => {
  onStatus = (status, arn) => {
    if (status === 'InProgress') void bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
  };
  await enrich(await catalogueOf(400), '--bulk');
  const { totals = {} } = await functions.answer(0);
  expect(stateChanges.at(-1)?.detail.status).toBe('Stopped');
  expect(totals['enriched']).toBeLessThan(400);
  expect((totals['enriched'] ?? 0) + (totals['returned'] ?? 0)).toBe(400);
  expect((await jobs()).enrichment).toMatchObject({
    queued: totals['returned'],
    enriched: totals['enriched'],
  });
}, 120_000);

test('an event that was lost is made good by the sweep', async () => {
  ended.length = 0;
  try {
    await enrich(await catalogueOf(100), '--bulk');
    for (;;) {
      const { invocationJobSummaries: [job] = [] } = await bedrock.send(
        new ListModelInvocationJobsCommand({}),
      );
      if (job?.status === 'Completed') break;
      await new Promise((next) => setTimeout(next, 20));
    }
    functions.send({ sweep: true });
    expect(await functions.answer(0)).toEqual({ kind: 'swept', jobs: 1 });
    expect(await functions.answer(1)).toMatchObject({ kind: 'done', totals: { enriched: 100 } });
  } finally {
    ended.push('Completed', 'PartiallyCompleted', 'Failed', 'Stopped', 'Expired');
  }
}, 60_000);

test('too few items go to the queue, and the command says so', async () => {
  const { code, output } = await system.admin('enrich', await catalogueOf(12), '--bulk');
  expect(code).toBe(0);
  expect(output).toContain(
    '12 items are fewer than the 100 that a batch job of claude-haiku-4-5 needs: they go to the queue at the full price.',
  );
  expect((await jobs()).enrichment).toMatchObject({ queued: 12 });
  expect((await rowOf('shop-1'))?.bulk).toBeUndefined();
});

test('when Bedrock refuses the job its items go to the queue, and the command says why', async () => {
  Object.assign(system.target.batch, { roleArn: 'nobody' });
  const { code, output } = await system.admin('enrich', await catalogueOf(100), '--bulk');
  expect(code).toBe(0);
  expect(output).toContain('Bedrock refused a batch job (ValidationException: ');
  expect(output).toContain('100 sent to the queue');
  expect((await jobs()).enrichment).toMatchObject({ queued: 100 });
  expect((await rowOf('shop-1'))?.bulk).toBeUndefined();
}, 60_000);
