import { ingestStart } from '../../../core/bulk-enrichment/ingest-cursor';
import { bulkWorld, someItems } from '../../support/bulk-world';
import { resultLines } from '../../support/memory-bulk';

const { fits, unfit, refused, failed } = resultLines;
const inTime = { isTimeUp: () => false };
const idsOf = (jobs: readonly { catalogId?: string }[]) =>
  jobs.map(({ catalogId }) => catalogId ?? '').toSorted((a, b) => (a < b ? -1 : 1));

test('results are stored, parked or returned, whatever their order, and paid at half the price', async () => {
  const { catalog, bedrock, parked, queued, events, booked, ingest, made } = bulkWorld();
  const name = await made(6);
  const outputs = [failed('C5'), fits('C3'), refused('C2'), fits('C0'), unfit('C1'), failed('C4', 400)];
  expect(await ingest(bedrock.end(name, 'Completed', outputs), inTime)).toEqual({
    kind: 'done',
    totals: { enriched: 2, parked: 2, returned: 2, calls: 4, inputTokens: 3600, outputTokens: 1600 },
  });

  expect(catalog.rows.get('C3')).toMatchObject({
    status: 'enriched',
    waiting: false,
    enrichment: { titleEnglish: 'Attack on Titan' },
    provenance: {
      jobId: expect.stringMatching(/^import:C3:/),
      model: 'claude-haiku-4-5',
      promptVersion: '2026-11-1',
      inputTokens: 900,
      outputTokens: 400,
      costUsd: 0.00145,
    },
  });
  expect(catalog.rows.get('C3')?.undelivered).toBeUndefined();
  expect(events).toHaveLength(2);
  expect(parked).toEqual([
    expect.objectContaining({ catalogId: 'C2', kind: 'enrichment', code: 'UNFIT_REPLY' }),
    expect.objectContaining({ catalogId: 'C4', code: 'MODEL_REJECTED', reason: '400: failed' }),
  ]);
  expect(JSON.parse(parked[0]?.body ?? '')).toMatchObject({ catalogId: 'C2', item: { title: '作品2' } });
  expect(idsOf(queued)).toEqual(['C1', 'C5']);
  expect([...catalog.rows.values()].some(({ bulk }) => bulk !== undefined)).toBe(false);
  expect([...booked]).toEqual([
    [
      '2026-11-24 enrichment claude-haiku-4-5 000000000000',
      { calls: 4, inputTokens: 3600, outputTokens: 1600, costUsd: 0.0058, complete: true },
    ],
  ]);
});

test('a second event changes nothing', async () => {
  const world = bulkWorld();
  const name = await world.made(4);
  const arn = world.bedrock.end(name, 'Completed', [fits('C0'), unfit('C1'), refused('C2'), failed('C3')]);
  await world.ingest(arn, inTime);
  const before = structuredClone([
    world.catalog.rows,
    world.parked,
    world.queued,
    world.events,
    world.booked,
  ]);
  expect(await world.ingest(arn, inTime)).toEqual({ kind: 'known' });
  expect([world.catalog.rows, world.parked, world.queued, world.events, world.booked]).toEqual(before);
});

test('two runs at the same time enrich, park and return each title once', async () => {
  const { bedrock, parked, queued, events, ingest, made } = bulkWorld();
  const name = await made(40);
  const outputs = Array.from({ length: 40 }, (_, index) =>
    index % 4 === 0 ? unfit(`C${index}`) : fits(`C${index}`),
  );
  const arn = bedrock.end(name, 'Completed', outputs);
  await Promise.all([ingest(arn, inTime), ingest(arn, inTime)]);
  expect(new Set(events).size).toBe(30);
  expect(new Set(queued.map(({ jobId }) => jobId)).size).toBe(10);
  expect(parked).toEqual([]);
});

test.each(['Failed', 'Expired', 'Stopped'])(
  'a job that is %s without results returns every title',
  async (status) => {
    const { bedrock, queued, ingest, made, catalog } = bulkWorld();
    const arn = bedrock.end(await made(3), status);
    expect(await ingest(arn, inTime)).toMatchObject({ kind: 'done', totals: { returned: 3, calls: 0 } });
    expect(idsOf(queued)).toEqual(['C0', 'C1', 'C2']);
    expect(catalog.rows.get('C0')).toMatchObject({ status: 'imported', waiting: true });
  },
);

test('what a stopped job has done is kept, and the rest returned', async () => {
  const { bedrock, queued, ingest, made } = bulkWorld();
  const arn = bedrock.end(await made(3), 'Stopped', [fits('C1')]);
  expect(await ingest(arn, inTime)).toMatchObject({ totals: { enriched: 1, returned: 2 } });
  expect(idsOf(queued)).toEqual(['C0', 'C2']);
});

test('when the time is up the next run goes on where this one stopped', async () => {
  const { bedrock, queued, events, booked, ingest, made } = bulkWorld();
  const count = 120;
  const outputs = Array.from({ length: count }, (_, index) =>
    index % 2 ? fits(`C${index}`) : unfit(`C${index}`),
  );
  const arn = bedrock.end(await made(count), 'Completed', outputs);
  let cursor = ingestStart;
  let runs = 0;
  for (; ; runs += 1) {
    const outcome = await ingest(arn, { cursor, isTimeUp: () => true });
    if (outcome.kind !== 'unfinished') {
      expect(outcome).toEqual({
        kind: 'done',
        totals: {
          enriched: 60,
          parked: 0,
          returned: 60,
          calls: count,
          inputTokens: count * 900,
          outputTokens: count * 400,
        },
      });
      break;
    }
    cursor = outcome.cursor;
  }
  expect(runs).toBeGreaterThan(5);
  expect(new Set(events).size).toBe(60);
  expect(queued).toHaveLength(60);
  expect([...booked.values()]).toEqual([expect.objectContaining({ calls: count, complete: true })]);
});

test('a title that was edited meanwhile is not touched, and its result is paid for all the same', async () => {
  const { catalog, bedrock, queued, events, booked, ingest, made } = bulkWorld();
  const name = await made(3);
  const row = catalog.rows.get('C0');
  if (!row) throw new Error('no row');
  const { bulk: _, ...edited } = row;
  catalog.rows.set('C0', { ...edited, item: { title: '新', creators: [] }, inputHash: 'f'.repeat(64) });
  await ingest(bedrock.end(name, 'Completed', [fits('C0'), fits('C1'), fits('C2')]), inTime);
  expect(catalog.rows.get('C0')).toMatchObject({ status: 'imported', item: { title: '新' } });
  expect(events).toHaveLength(2);
  expect(queued).toEqual([]);
  expect([...booked.values()][0]).toMatchObject({ calls: 3 });
});

test('an enrichment that is stored and not published goes to the queue, which publishes it at no cost', async () => {
  const { catalog, bedrock, queued, faults, ingest, made } = bulkWorld();
  const name = await made(3);
  faults.deliver = true;
  await ingest(bedrock.end(name, 'Completed', [fits('C0'), failed('C1'), failed('C2')]), inTime);
  expect(catalog.rows.get('C0')).toMatchObject({ status: 'enriched', undelivered: expect.any(String) });
  expect(idsOf(queued)).toEqual(['C0', 'C1', 'C2']);
});

test('a title that cannot be returned keeps no other from it; the failure is loud, and a retry returns the rest alone', async () => {
  const { bedrock, queued, booked, faults, ingest, made } = bulkWorld();
  const arn = bedrock.end(await made(60), 'Failed');
  faults.queue.add('C7');
  await expect(ingest(arn, inTime)).rejects.toThrow(
    /^1 titles of batch job manga-assist-test-enrich-\w+-1 could not/,
  );
  expect(queued).toHaveLength(59);
  expect([...booked.values()][0]).toMatchObject({ complete: false });
  faults.queue.clear();
  expect(await ingest(arn, inTime)).toMatchObject({ kind: 'done', totals: { returned: 1 } });
  expect(queued).toHaveLength(60);
});

test('a returned job is the one that it was before', async () => {
  const { bedrock, queued, ingest, made, jobsOf } = bulkWorld();
  await ingest(bedrock.end(await made(3), 'Failed'), inTime);
  expect(queued).toEqual(await jobsOf(someItems(3)));
});

test("jobs of others, and those that have not ended, are none of the function's business", async () => {
  const { bedrock, ingest, made } = bulkWorld();
  const name = await made(3);
  const { arn } = (await bedrock.create({ ...bedrock.orders[0]!, name })) as { arn: string };
  expect(await ingest(arn, inTime)).toEqual({ kind: 'ignored', reason: 'it is Submitted' });
  await bedrock.create({ ...bedrock.orders[0]!, name: 'manga-assist-prod-enrich-1' });
  const other = bedrock.end('manga-assist-prod-enrich-1', 'Completed');
  expect(await ingest(other, inTime)).toEqual({ kind: 'ignored', reason: 'another application made it' });
});
