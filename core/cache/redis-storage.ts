import type { Redis } from 'ioredis';
import type { AnswerStorage } from './answer-storage';

/** Members of an index that are read and removed at once. */
const batchSize = 500;

/** The first error of a pipeline's replies; without one the replies. */
const replies = (results: readonly (readonly [Error | null, unknown])[] | null): readonly unknown[] =>
  (results ?? []).map(([error, result]) => {
    if (error) throw error;
    return result;
  });

/**
 * Valkey or Redis as storage of the answer cache. Every command has one key, so that it runs where keys are spread over
 * slots (ElastiCache Serverless); a pipeline is one round trip, not a transaction. An index is a sorted set of keys by
 * expiry; a value is written after its indexes, so that what can be read can be purged.
 */
export const createRedisStorage = (client: Redis, keyPrefix: string): AnswerStorage => {
  const prefixed = (name: string): string => `${keyPrefix}${name}`;
  let connecting: Promise<void> | undefined;
  /** The first connection is waited for; a lost one is not. */
  const connected = async (): Promise<void> => {
    if (client.status === 'wait') connecting = client.connect();
    if (client.status !== 'ready') await connecting;
  };

  return {
    isReady: () => client.status === 'ready' || client.status === 'wait',

    async get(key) {
      await connected();
      return (await client.get(prefixed(key))) ?? undefined;
    },

    async put({ key, value, indexes, storedAt, expiresAt }) {
      await connected();
      const ttlMs = expiresAt - storedAt;
      const pipeline = client.pipeline();
      for (const index of indexes.map(prefixed)) {
        pipeline.zadd(index, expiresAt, prefixed(key));
        pipeline.zremrangebyscore(index, '-inf', String(storedAt));
        pipeline.pexpire(index, ttlMs + 1000, 'NX');
        pipeline.pexpire(index, ttlMs + 1000, 'GT');
      }
      pipeline.set(prefixed(key), value, 'PX', ttlMs);
      replies(await pipeline.exec());
    },

    async removeIndexed(index) {
      await connected();
      let removed = 0;
      for (;;) {
        const keys = await client.zrange(prefixed(index), 0, String(batchSize - 1));
        if (keys.length === 0) return removed;
        const pipeline = client.pipeline();
        for (const key of keys) pipeline.unlink(key);
        pipeline.zrem(prefixed(index), ...keys);
        const unlinked = replies(await pipeline.exec()).slice(0, keys.length);
        removed += unlinked.filter((count) => count === 1).length;
      }
    },
  };
};
