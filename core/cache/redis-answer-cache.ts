import { Redis } from 'ioredis';
import type { AnswerCache } from './answer-cache';
import { createRedisStorage } from './redis-storage';
import { createSharedAnswerCache, type SharedAnswerCacheDependencies } from './shared-answer-cache';

export interface RedisAnswerCacheDependencies extends Omit<SharedAnswerCacheDependencies, 'storage'> {
  /** `redis://…` or, with TLS, `rediss://…`; a user and a password may be in it. */
  readonly url: string;
  readonly keyPrefix?: string;
}

export interface RedisAnswerCache extends AnswerCache {
  close(): Promise<void>;
}

/** Reconnects for ever, after 50 ms at first and 5 s at last. */
const reconnectAfterMs = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 7), 5000);

/**
 * The answer cache in Valkey or Redis. It connects at the first use and keeps reconnecting; while there is no connection
 * nothing is queued, so that nobody waits. A plain client with single-key commands is enough for ElastiCache Serverless,
 * whose one endpoint is a proxy (https://github.com/redis/ioredis/issues/1892); a cluster of nodes of one's own is not.
 */
export const createRedisAnswerCache = ({
  url,
  keyPrefix = 'manga-assist:',
  ...dependencies
}: RedisAnswerCacheDependencies): RedisAnswerCache => {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    disconnectTimeout: 100,
    retryStrategy: reconnectAfterMs,
  });
  // Without a listener an error event would end the process; a failed command reports itself.
  client.on('error', (error: unknown) => dependencies.log.debug('answer cache connection', { error }));
  return {
    ...createSharedAnswerCache({ ...dependencies, storage: createRedisStorage(client, keyPrefix) }),
    close: async () => {
      client.disconnect();
    },
  };
};
