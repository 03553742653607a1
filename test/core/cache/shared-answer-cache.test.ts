import type { AnswerStorage } from '../../../core/cache/answer-storage';
import { createSharedAnswerCache } from '../../../core/cache/shared-answer-cache';
import { silentLogger } from '../../../core/observability/logger';
import { cacheScope, describeAnswerCache } from '../../support/cache-fixtures';
import { storedAnswer } from '../../support/session-fixtures';

const createMapStorage = () => {
  const values = new Map<string, string>();
  const indexes = new Map<string, Set<string>>();
  const storage: AnswerStorage = {
    isReady: () => true,
    get: async (key) => values.get(key),
    put: async (entry) => {
      values.set(entry.key, entry.value);
      for (const index of entry.indexes)
        indexes.set(index, new Set([...(indexes.get(index) ?? []), entry.key]));
    },
    removeIndexed: async (index) =>
      [...(indexes.get(index) ?? [])].filter((key) => values.delete(key)).length,
  };
  return { storage, values };
};

const never = () => new Promise<never>(() => undefined);

const createTestCache = (changes: Partial<AnswerStorage> = {}) => {
  const { storage, values } = createMapStorage();
  const failures: (string | undefined)[] = [];
  let time = 1_764_000_000_000;
  const used: AnswerStorage = { ...storage, ...changes };
  const cache = createSharedAnswerCache({
    storage: used,
    now: () => time,
    ttlSeconds: () => 300,
    record: (metric, _value, dimensions) => {
      if (metric === 'cacheFailures') failures.push(dimensions?.['reason']);
    },
    log: silentLogger,
    breaker: { failures: 3, firstOpenMs: 100, longestOpenMs: 1000 },
  });
  return {
    cache,
    values,
    failures,
    wait: (ms: number) => {
      time += ms;
    },
  };
};

describe('the answer cache that tasks share', () => {
  describeAnswerCache((ttlSeconds, now) =>
    createSharedAnswerCache({
      storage: createMapStorage().storage,
      now,
      ttlSeconds,
      record: () => undefined,
      log: silentLogger,
    }),
  );

  test('who asks is not kept waiting by a storage that does not answer', async () => {
    jest.useFakeTimers();
    try {
      const { cache, failures } = createTestCache({ get: never, put: never });
      const got = cache.get(cacheScope('一'));
      const put = cache.put(cacheScope('一'), storedAnswer('1'));
      await jest.advanceTimersByTimeAsync(50);
      await expect(got).resolves.toBeUndefined();
      await expect(put).resolves.toBeUndefined();
      expect(failures).toEqual(['time-limit', 'time-limit']);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  test('a storage that fails is not asked for a while, then once, then as before', async () => {
    let works = false;
    let asked = 0;
    const { cache, failures, wait } = createTestCache({
      get: async () => {
        asked += 1;
        if (!works) throw new Error('ECONNRESET');
        return undefined;
      },
    });
    for (let at = 0; at < 5; at += 1) await cache.get(cacheScope('一'));
    expect(asked).toBe(3);
    expect(failures).toEqual(['error', 'error', 'error', 'open', 'open']);
    expect(cache.state()).toBe('down');
    works = true;
    wait(100);
    await cache.get(cacheScope('一'));
    await cache.get(cacheScope('一'));
    expect(asked).toBe(5);
    expect(cache.state()).toBe('up');
  });

  test.each<[string, (value: string) => string]>([
    ['of another question', () => '{"swapped":true}'],
    ['that was cut', (value) => value.slice(0, 40)],
    ['whose scope was altered', (value) => value.replace('"language":"ja"', '"language":"en"')],
    ['that was stored under another key', (value) => value.replace(/"key":"[0-9a-f]{8}/, '"key":"00000000')],
    ['without an answer', (value) => value.replace('"reply":"1"', '"reply":""')],
  ])('a value %s is not used, and counted', async (_name, spoil) => {
    const { cache, values, failures } = createTestCache();
    await cache.put(cacheScope('一'), storedAnswer('1'));
    for (const [key, value] of values) values.set(key, spoil(value));
    expect(await cache.get(cacheScope('一'))).toBeUndefined();
    expect(failures).toEqual(['mismatch']);
  });

  test('the answer to another question under this key is not used', async () => {
    const { cache, values, failures } = createTestCache();
    await cache.put(cacheScope('一'), storedAnswer('1'));
    await cache.put(cacheScope('二'), storedAnswer('2'));
    const [[first], [, second]] = [...values] as [[string, string], [string, string]];
    values.set(first, second);
    expect(await cache.get(cacheScope('一'))).toBeUndefined();
    expect(failures).toEqual(['mismatch']);
  });

  test('a purge that the storage does not do is an error for the operator', async () => {
    const { cache } = createTestCache({
      removeIndexed: async () => {
        throw new Error('ECONNREFUSED');
      },
    });
    await expect(cache.purge('all')).rejects.toThrow('ECONNREFUSED');
  });
});
