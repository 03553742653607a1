import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { AnswerCache } from '../../core/cache/answer-cache';
import { createMemoryAnswerCache } from '../../core/cache/memory-answer-cache';
import { createRedisAnswerCache } from '../../core/cache/redis-answer-cache';
import type { Now } from '../../core/clock';
import type { Logger } from '../../core/observability/logger';
import type { RecordMetric } from '../../core/observability/metrics-recorder';

/** The answer cache of the environment: Valkey where there is one, this process otherwise. */
export const createAnswerCache = (options: {
  /** `redis://…` or `rediss://…`; empty: in process. */
  readonly url: string;
  readonly config: () => RuntimeConfig;
  readonly now: Now;
  readonly logger: Logger;
  readonly record: RecordMetric;
}): { readonly cache: AnswerCache; readonly close: () => Promise<void> } => {
  const { url, config, now, logger, record } = options;
  const ttlSeconds = (): number => config().cache_ttl_seconds;
  if (url === '') {
    return { cache: createMemoryAnswerCache({ now, ttlSeconds }), close: async () => undefined };
  }
  const cache = createRedisAnswerCache({ url, now, ttlSeconds, record, log: logger });
  return { cache, close: () => cache.close() };
};
