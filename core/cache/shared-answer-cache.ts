import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import type { AnswerCache, CachedAnswer } from './answer-cache';
import { createAnswerEntries, isKeepable } from './answer-entry';
import type { AnswerStorage } from './answer-storage';
import { type BreakerLimits, createBreaker } from './breaker';
import { cacheKey } from './cache-key';
import { TimeLimitError, withinTime } from './within-time';

/** What one operation may take, milliseconds: an answer that comes later is slower than none. */
const operationLimitMs = 50;

/** An operator waits for a purge. */
const purgeLimitMs = 10_000;

export interface SharedAnswerCacheDependencies {
  readonly storage: AnswerStorage;
  readonly now: Now;
  /** Read for each answer; 0 switches the cache off. */
  readonly ttlSeconds: () => number;
  /** Gets `cacheFailures` with a `reason`: time-limit, error, open (not tried), mismatch. */
  readonly record: RecordMetric;
  readonly log: Logger;
  readonly breaker?: BreakerLimits;
}

/** The answer cache that tasks share. It fails open: whatever is wrong with the storage is a miss, and soon. */
export const createSharedAnswerCache = (dependencies: SharedAnswerCacheDependencies): AnswerCache => {
  const { storage, now, ttlSeconds, record, log } = dependencies;
  const breaker = createBreaker(now, dependencies.breaker);
  const entries = createAnswerEntries();
  const isOff = (): boolean => ttlSeconds() === 0;
  const failure = (reason: string): void => record('cacheFailures', 1, { reason });

  /** The result, or undefined whatever happened. */
  const attempt = async <T>(operation: () => Promise<T>): Promise<T | undefined> => {
    if (!breaker.allows()) {
      failure('open');
      return undefined;
    }
    try {
      const result = await withinTime(operation(), operationLimitMs);
      if (breaker.isOpen()) log.info('the answer cache works again');
      breaker.succeeded();
      return result;
    } catch (error) {
      const wasOpen = breaker.isOpen();
      breaker.failed();
      failure(error instanceof TimeLimitError ? 'time-limit' : 'error');
      if (breaker.isOpen() && !wasOpen)
        log.warn('the answer cache does not work; questions are answered without it', { error });
      return undefined;
    }
  };

  const check = (key: string, value: string): CachedAnswer | undefined => {
    const decoded = entries.decode(key, value, now());
    if (decoded === 'mismatch') {
      failure('mismatch');
      log.error('a cached value is not the one of its key; it is not used', { key });
    }
    return typeof decoded === 'string' ? undefined : decoded;
  };

  return {
    get: async (scope) => {
      if (isOff()) return undefined;
      const key = cacheKey(scope);
      const value = await attempt(() => storage.get(`answer:${key}`));
      return value === undefined ? undefined : check(key, value);
    },

    put: async (scope, answer) => {
      if (isOff() || !isKeepable(answer)) return;
      const storedAt = now();
      const expiresAt = storedAt + ttlSeconds() * 1000;
      await attempt(() =>
        storage.put({
          key: `answer:${cacheKey(scope)}`,
          value: entries.encode(scope, answer, { storedAt, expiresAt }),
          indexes: ['index:all', ...answer.sources.map((catalogId) => `index:item:${catalogId}`)],
          storedAt,
          expiresAt,
        }),
      );
    },

    purge: (what) =>
      withinTime(
        storage.removeIndexed(what === 'all' ? 'index:all' : `index:item:${what.catalogId}`),
        purgeLimitMs,
      ),

    state: () => {
      if (isOff()) return 'off';
      return storage.isReady() && !breaker.isOpen() ? 'up' : 'down';
    },
  };
};
