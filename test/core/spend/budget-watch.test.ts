import { silentLogger } from '../../../core/observability/logger';
import { allowedByNow, createBudgetWatch } from '../../../core/spend/budget-watch';
import type { SpendEntry } from '../../../core/spend/spend-entry';

const inJapan = (hour: number, day = 24): number => Date.UTC(2026, 10, day, hour - 9);
const entry = (costUsd: number, kind: SpendEntry['kind'] = 'chat'): SpendEntry => ({
  day: '2026-11-24',
  kind,
  model: 'claude-haiku-4-5',
  calls: 1,
  inputTokens: 0,
  outputTokens: 0,
  costUsd,
});

const watchAt = async (now: number, entries: readonly SpendEntry[], budgetUsd = 100): Promise<boolean> => {
  const watch = createBudgetWatch({
    ledger: { day: async () => entries },
    budgetUsd: () => budgetUsd,
    now: () => now,
    logger: silentLogger,
  });
  watch.burningTooFast();
  await new Promise((resolve) => setImmediate(resolve));
  return watch.burningTooFast();
};

describe("the day's budget", () => {
  test.each([
    [0, 25],
    [12, 62.5],
    [20, 87.5],
  ])('by %i o’clock in Japan $%d of $100 may be spent', (hour, usd) => {
    expect(allowedByNow(100, inJapan(hour))).toBeCloseTo(usd);
  });

  test('burns too fast when more was spent than the hour allows', async () => {
    expect(await watchAt(inJapan(12), [entry(40), entry(30)])).toBe(true);
    expect(await watchAt(inJapan(18), [entry(40), entry(30)])).toBe(false);
  });

  test("background work does not count against the chat's budget", async () => {
    expect(await watchAt(inJapan(12), [entry(500, 'enrichment')])).toBe(false);
  });

  test('a new day begins with nothing spent', async () => {
    let now = inJapan(23);
    const watch = createBudgetWatch({
      ledger: { day: async (day) => (day === '2026-11-24' ? [entry(1000)] : []) },
      budgetUsd: () => 100,
      now: () => now,
      logger: silentLogger,
    });
    watch.burningTooFast();
    await new Promise((resolve) => setImmediate(resolve));
    expect(watch.burningTooFast()).toBe(true);
    now = inJapan(1, 25);
    expect(watch.burningTooFast()).toBe(false);
  });

  test('a ledger that cannot be read changes nothing', async () => {
    let failing = false;
    let now = inJapan(12);
    const watch = createBudgetWatch({
      ledger: {
        day: async () => {
          if (failing) throw new Error('throttled');
          return [entry(90)];
        },
      },
      budgetUsd: () => 100,
      now: () => now,
      logger: silentLogger,
    });
    watch.burningTooFast();
    await new Promise((resolve) => setImmediate(resolve));
    failing = true;
    now += 60_000;
    watch.burningTooFast();
    await new Promise((resolve) => setImmediate(resolve));
    expect(watch.burningTooFast()).toBe(true);
  });
});
