import type { DeferredJob } from '../../../contracts/deferred-job';
import { silentLogger } from '../../../core/observability/logger';
import { queueRecommendations } from '../../../lambdas/nightly-recommendations/queue-recommendations';

const night = Date.UTC(2026, 10, 24, 17);

const run = async (catalogIds: readonly string[], nights: Record<string, string> = {}, budgetUsd = 10) => {
  const sent: DeferredJob[] = [];
  const result = await queueRecommendations({
    indexes: {
      withStatus: async function* () {
        yield* catalogIds;
      },
    },
    recommendations: { nights: async () => new Map(Object.entries(nights)) },
    send: async (jobs) => void sent.push(...jobs),
    budgetUsd: () => budgetUsd,
    now: () => night,
    logger: silentLogger,
  })();
  return { result, ids: sent.map(({ jobId }) => jobId) };
};

describe('the nightly recommendations', () => {
  test('each enriched item gets one job for the night, the same one when the schedule fires twice', async () => {
    const first = await run(['C1', 'C2']);
    expect(first.ids).toEqual(['recommendation:C1:2026-11-25', 'recommendation:C2:2026-11-25']);
    expect((await run(['C1', 'C2'])).ids).toEqual(first.ids);
  });

  test('an item whose neighbours are fresh is left alone', async () => {
    expect((await run(['C1', 'C2'], { C1: '2026-11-20' })).ids).toEqual(['recommendation:C2:2026-11-25']);
  });

  test('the budget of the night goes to those that have none, then to the oldest', async () => {
    const nights = { C1: '2026-09-01', C2: '2026-08-01' };
    expect((await run(['C1', 'C2', 'C3'], nights, 0.017)).ids).toEqual([
      'recommendation:C3:2026-11-25',
      'recommendation:C2:2026-11-25',
    ]);
  });

  test('a schedule that fires again when its work is done spends no second budget', async () => {
    const items = ['C1', 'C2', 'C3', 'C4'];
    expect((await run(items, {}, 0.017)).ids).toHaveLength(2);
    const halfDone = { C1: '2026-11-25' };
    expect((await run(items, halfDone, 0.017)).ids).toEqual(['recommendation:C2:2026-11-25']);
    const done = { C1: '2026-11-25', C2: '2026-11-25' };
    expect((await run(items, done, 0.017)).ids).toEqual([]);
  });
});
