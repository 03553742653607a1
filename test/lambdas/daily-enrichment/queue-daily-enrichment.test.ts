import type { EnrichmentJob } from '../../../contracts/enrichment-job';
import type { CatalogRecord } from '../../../core/catalog/catalog-record';
import type { DailyRun } from '../../../core/enrichment/daily-runs';
import { createQueueDailyEnrichment } from '../../../lambdas/daily-enrichment/queue-daily-enrichment';
import { buildEnrichment } from '../../support/enrichment-job';
import { memoryCatalog } from '../../support/memory-catalog';

const start = Date.parse('2026-11-24T02:00:00+09:00');

const row = (catalogId: string, changes: Partial<CatalogRecord> = {}): CatalogRecord => ({
  catalogId,
  item: { title: catalogId, creators: [] },
  inputHash: 'hash',
  requestedAt: '2026-11-01T00:00:00.000Z',
  status: 'imported',
  statusAt: '2026-11-01T00:00:00.000Z',
  waiting: true,
  demand: 0,
  revision: 1,
  ...changes,
});

const enrichedBy = (promptVersion: string): Partial<CatalogRecord> => ({
  status: 'enriched',
  waiting: false,
  enrichment: buildEnrichment(),
  provenance: {
    jobId: 'j',
    model: 'claude-haiku-4-5',
    promptVersion,
    inputHash: 'hash',
    inputTokens: 1,
    outputTokens: 1,
    costUsd: 0.1,
    enrichedAt: '2026-11-01T00:00:00.000Z',
  },
});

const setUp = (rows: readonly CatalogRecord[], budgetUsd = 100) => {
  const catalog = memoryCatalog(rows);
  const sent: EnrichmentJob[] = [];
  const days = new Map<string, DailyRun>();
  const world = { now: start, untilWindow: 0, failAfter: Number.POSITIVE_INFINITY };
  const byDemand = (matches: (record: CatalogRecord) => boolean) =>
    [...catalog.rows.values()].filter(matches).sort((a, b) => b.demand - a.demand);
  const of = (day: string): DailyRun => days.get(day) ?? { queued: 0, estimatedUsd: 0, finished: false };
  const run = createQueueDailyEnrichment({
    catalog,
    indexes: {
      async *waiting() {
        yield* byDemand(({ waiting }) => waiting);
      },
      async *enrichedBy(version) {
        yield* byDemand(({ provenance }) => provenance?.promptVersion === version);
      },
    },
    runs: {
      get: async (day) => of(day),
      add: async (day, { queued, estimatedUsd }) => {
        const { finished, ...before } = of(day);
        const sum = {
          queued: before.queued + queued,
          estimatedUsd: before.estimatedUsd + estimatedUsd,
          finished,
        };
        days.set(day, sum);
        return sum;
      },
      finish: async (day) => void days.set(day, { ...of(day), finished: true }),
    },
    queue: async (jobs) => {
      if (sent.length >= world.failAfter) throw new Error('SQS is down');
      sent.push(...jobs);
    },
    olderPromptVersions: ['2026-1'],
    budgetUsd: () => budgetUsd,
    estimateUsd: () => 1,
    untilBulkWindowMs: () => world.untilWindow,
    now: () => world.now,
  });
  return { run: () => run(start + 60_000), catalog, sent, world };
};

const idsOf = (jobs: readonly EnrichmentJob[]) => jobs.map(({ catalogId }) => catalogId);

test('what was never enriched, was edited since or has an older prompt is queued in order of demand', async () => {
  const { run, sent } = setUp([
    row('new', { demand: 5 }),
    row('edited', { ...enrichedBy('2026-11-1'), status: 'imported', waiting: true, demand: 9 }),
    row('old-prompt', { ...enrichedBy('2026-1'), demand: 7 }),
    row('up-to-date', { ...enrichedBy('2026-11-1'), demand: 99 }),
    row('parked', { status: 'parked', waiting: false, demand: 98 }),
  ]);
  expect(await run()).toMatchObject({ outcome: 'queued', queued: 3 });
  expect(idsOf(sent)).toEqual(['edited', 'old-prompt', 'new']);
  expect(sent[0]).toMatchObject({
    jobId: 'daily:2026-11-24:edited',
    requestedAt: '2026-11-01T00:00:00.000Z',
    promptVersion: '2026-11-1',
  });
});

test('the day has a budget, and the next day goes on', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => row(`C${index}`, { demand: 30 - index }));
  const { run, sent, world } = setUp(rows, 12);
  expect(await run()).toMatchObject({ queued: 12, estimatedUsdToday: 12 });
  expect(idsOf(sent)).toEqual(rows.slice(0, 12).map(({ catalogId }) => catalogId));
  world.now += 24 * 3600 * 1000;
  expect(await run()).toMatchObject({ outcome: 'out-of-time' });
});

test('a schedule that fires twice does the work once, one after the other or at the same time', async () => {
  const rows = Array.from({ length: 25 }, (_, index) => row(`C${index}`));
  const later = setUp(rows);
  await later.run();
  expect(await later.run()).toMatchObject({ outcome: 'done-before', queued: 0, queuedToday: 25 });
  expect(later.sent).toHaveLength(25);

  const together = setUp(rows);
  await Promise.all([together.run(), together.run()]);
  expect(idsOf(together.sent).sort()).toEqual(rows.map(({ catalogId }) => catalogId).sort());
});

test('a run that was broken off is continued by the next one, within the same budget', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => row(`C${String(index).padStart(2, '0')}`));
  const { run, sent, world } = setUp(rows, 25);
  world.failAfter = 10;
  await expect(run()).rejects.toThrow('SQS is down');
  world.failAfter = Number.POSITIVE_INFINITY;
  expect(await run()).toMatchObject({ outcome: 'queued', queuedToday: 20 });
  expect(new Set(idsOf(sent)).size).toBe(20);
});

test('outside the bulk window nothing is queued, and the day is not used up', async () => {
  const { run, sent, world } = setUp([row('C1')]);
  world.untilWindow = 1000;
  expect(await run()).toMatchObject({ outcome: 'outside-window', queued: 0 });
  world.untilWindow = 0;
  expect(await run()).toMatchObject({ outcome: 'queued', queued: 1 });
  expect(sent).toHaveLength(1);
});

test('a title that a batch job has is left to it', async () => {
  const bulk = {
    job: 'b',
    jobId: 'j',
    requestedBy: 'admin',
    promptVersion: '2026-11-1',
    at: '2026-11-23T00:00:00.000Z',
    until: '2026-11-26T00:00:00.000Z',
  };
  const { run, sent } = setUp([row('C1', { bulk }), row('C2')]);
  await run();
  expect(idsOf(sent)).toEqual(['C2']);
});
