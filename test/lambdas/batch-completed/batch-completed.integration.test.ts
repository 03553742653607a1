import { ListModelInvocationJobsCommand, StopModelInvocationJobCommand } from '@aws-sdk/client-bedrock';
import { callCostUsd } from '../../../core/bedrock/call-cost';
import { dayInJapan } from '../../../core/japan-time';
import { type BulkSystem, startBulkSystem } from '../../support/bulk-system';

let system: BulkSystem;
beforeEach(async () => {
  system = await startBulkSystem();
});
afterEach(() => system.close());

const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

test('250 items: enriched, parked and queued are what was sent; nothing is enriched or paid for twice', async () => {
  const events = await system.subscribe();
  const file = await system.catalogueOf(250);
  const model = 'claude-haiku-4-5';
  const spoilt = { kind: 'invalid-json', model, probability: 0.06 } as const;
  system.bedrock.setFaults({
    '*': [
      spoilt,
      { kind: 'throttle', model, probability: 0.06 },
      { kind: 'error', model, error: 'ValidationException', probability: 0.04 },
    ],
  });

  const sent = await system.enrich(file, '--bulk');
  expect(sent).toMatchObject({ good: 250, inNewBatchJobs: 250, queued: 0, reasons: [], complete: true });
  expect(sent.batchJobs).toEqual([
    { name: expect.stringMatching(/^manga-assist-local-enrich-/), items: 250 },
  ]);
  const { bulkUsd, onDemandUsd, savedUsd } = sent.estimate;
  expect(savedUsd).toBe(onDemandUsd - bulkUsd);
  expect(savedUsd / onDemandUsd).toBeGreaterThan(0.4);

  const answer = await system.functions.answer(0);
  const { enriched, parked } = (await system.jobs()).enrichment;
  expect(answer).toMatchObject({ kind: 'done', totals: { enriched, parked } });
  const totals = answer.totals ?? {};
  expect(totals['enriched']).toBeGreaterThan(150);
  expect(totals['parked']).toBe(sum(system.calls('batch', 'ValidationException')));
  expect((totals['enriched'] ?? 0) + (totals['parked'] ?? 0) + (totals['returned'] ?? 0)).toBe(250);
  expect((await system.jobs()).enrichment).toMatchObject({
    queued: totals['returned'],
    waiting: totals['returned'],
    deadLettered: 0,
  });

  // The books hold what the model was paid for, at half the price.
  const paid = system.calls('batch');
  const tokens = (field: 'inputTokens' | 'outputTokens') => paid.reduce((all, call) => all + call[field], 0);
  const usage = { inputTokens: tokens('inputTokens'), outputTokens: tokens('outputTokens') };
  const profileId = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
  const day = dayInJapan(Date.now());
  const embedded = { day, kind: 'enrichment', model: 'titan-embed-text-v2', calls: enriched };
  const books = await system.spend();
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

  const items = await system.doneBy('import:');
  expect(items.length).toBe(enriched);
  for (const { provenance } of items) {
    const { inputTokens = 0, outputTokens = 0, costUsd } = provenance ?? {};
    expect(costUsd).toBe((inputTokens * 1 + outputTokens * 5) / 2 / 1e6);
  }

  // The event once more, and the command once more: no call, no job, no booking.
  const before = [system.bedrock.calls(), await system.spend(), (await system.jobs()).enrichment];
  const last = system.stateChanges.at(-1);
  system.functions.send(last);
  expect(await system.functions.answer(1)).toEqual({ kind: 'known' });
  expect([system.bedrock.calls(), await system.spend(), (await system.jobs()).enrichment]).toEqual(before);
  expect(await system.enrich(file, '--bulk')).toMatchObject({
    alreadyEnriched: enriched,
    parked,
    queued: totals['returned'],
    batchJobs: [],
  });
  expect(system.bedrock.calls()).toEqual(before[0]);

  // The queue asks once more for what did not fit, and parks what still does not.
  system.bedrock.setFaults({ '*': [spoilt] });
  await system.consumeAll();
  const end = (await system.jobs()).enrichment;
  expect(end).toMatchObject({ queued: 0, inFlight: 0, waiting: 0, deadLettered: 0 });
  expect(end.enriched + end.parked).toBe(250);
  expect(end.parked).toBeGreaterThan(totals['parked'] ?? 0);
  const published = await events();
  expect(published).toHaveLength(end.enriched);
  expect(new Set(published).size).toBe(end.enriched);
  expect(system.indexed()).toBe(end.enriched);
}, 120_000);

test('when its time is up the function calls itself until all is done', async () => {
  system.rule.remainingMs = 1000;
  await system.enrich(await system.catalogueOf(100), '--bulk');
  let index = 0;
  while ((await system.functions.answer(index)).kind !== 'done') index += 1;
  expect(index).toBeGreaterThan(3);
  expect(system.functions.answers.at(-1)).toMatchObject({ totals: { enriched: 100, calls: 100 } });
  expect(await system.spend()).toMatchObject([
    { model: 'claude-haiku-4-5', calls: 100 },
    { model: 'titan-embed-text-v2', calls: 100 },
  ]);
}, 60_000);

test('while a batch job is under way its titles are listed, and the queue leaves them alone', async () => {
  system.bedrock.setSettings({ latencyMs: 3000 });
  const file = await system.catalogueOf(100);
  await system.enrich(file);
  await system.enrich(file, '--bulk');
  expect((await system.jobs()).batchJobs).toMatchObject([{ status: 'Submitted' }]);
  expect((await system.admin('jobs')).output).toMatch(
    /^batch job manga-assist-local-enrich-\w+-1: Submitted since/m,
  );
  expect(await system.enrich(file, '--bulk')).toMatchObject({ inBulkJob: 100, queued: 0, batchJobs: [] });
  expect(await system.enrich(file)).toMatchObject({ inBulkJob: 100, sent: 0, sentAgain: 0 });
  system.bedrock.setSettings({ latencyMs: 0 });
  await system.consumeAll();
  expect(system.calls('invoke')).toEqual([]);
  expect(await system.functions.answer(0)).toMatchObject({ kind: 'done', totals: { enriched: 100 } });
  expect((await system.jobs()).batchJobs).toEqual([]);
}, 60_000);

test('what a stopped job has done is kept, and the rest is queued', async () => {
  system.rule.onStatus = (status, arn) => {
    if (status === 'InProgress')
      void system.batch.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
  };
  await system.enrich(await system.catalogueOf(400), '--bulk');
  const { totals = {} } = await system.functions.answer(0);
  expect(system.stateChanges.at(-1)?.detail.status).toBe('Stopped');
  expect(totals['enriched']).toBeLessThan(400);
  expect((totals['enriched'] ?? 0) + (totals['returned'] ?? 0)).toBe(400);
  expect((await system.jobs()).enrichment).toMatchObject({
    queued: totals['returned'],
    enriched: totals['enriched'],
  });
}, 120_000);

test('an event that was lost is made good by the sweep', async () => {
  system.rule.connected = false;
  await system.enrich(await system.catalogueOf(100), '--bulk');
  for (;;) {
    const { invocationJobSummaries: [job] = [] } = await system.batch.send(
      new ListModelInvocationJobsCommand({}),
    );
    if (job?.status === 'Completed') break;
    await new Promise((next) => setTimeout(next, 20));
  }
  system.functions.send({ sweep: true });
  expect(await system.functions.answer(0)).toEqual({ kind: 'swept', jobs: 1 });
  expect(await system.functions.answer(1)).toMatchObject({ kind: 'done', totals: { enriched: 100 } });
}, 60_000);

test('too few items go to the queue, and the command says so', async () => {
  const { code, output } = await system.admin('enrich', await system.catalogueOf(12), '--bulk');
  expect(code).toBe(0);
  expect(output).toContain(
    '12 items are fewer than the 100 that a batch job of claude-haiku-4-5 needs: they go to the queue at the full price.',
  );
  expect((await system.jobs()).enrichment).toMatchObject({ queued: 12 });
  expect((await system.rowOf('shop-1'))?.bulk).toBeUndefined();
});

test('when Bedrock refuses the job its items go to the queue, and the command says why', async () => {
  Object.assign(system.target.batch, { roleArn: 'nobody' });
  const { code, output } = await system.admin('enrich', await system.catalogueOf(100), '--bulk');
  expect(code).toBe(0);
  expect(output).toContain('Bedrock refused a batch job (ValidationException: ');
  expect(output).toContain('100 sent to the queue');
  expect((await system.jobs()).enrichment).toMatchObject({ queued: 100 });
  expect((await system.rowOf('shop-1'))?.bulk).toBeUndefined();
}, 60_000);
