import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type RedisServer, startRedis } from '../../../chaos/system/redis-server';
import { createRedisAnswerCache, type RedisAnswerCache } from '../../../core/cache/redis-answer-cache';
import { createRedisStorage } from '../../../core/cache/redis-storage';
import { silentLogger } from '../../../core/observability/logger';
import { cacheScope, describeAnswerCache } from '../../support/cache-fixtures';
import { describeWithRedis } from '../../support/describe-with-redis';
import { storedAnswer } from '../../support/session-fixtures';

describeWithRedis('the answer cache in Redis', () => {
  let server: RedisServer;
  const caches: RedisAnswerCache[] = [];

  const createCache = (ttlSeconds: () => number = () => 300, now = Date.now): RedisAnswerCache => {
    const cache = createRedisAnswerCache({
      url: server.url,
      ttlSeconds,
      now,
      record: () => undefined,
      log: silentLogger,
      breaker: { failures: 3, firstOpenMs: 20, longestOpenMs: 40 },
    });
    caches.push(cache);
    return cache;
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let attempt = 0; !(await holds()); attempt += 1) {
      if (attempt > 200) throw new Error('it did not come to pass');
      await delay(25);
    }
  };

  beforeAll(async () => {
    server = (await startRedis()) as RedisServer;
  });
  afterAll(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    await server.kill();
  });

  describeAnswerCache(createCache);

  test('what one task has put another one gets', async () => {
    const [one, another] = [createCache(), createCache()];
    await one.put(cacheScope('共有'), storedAnswer('答え'));
    expect((await another.get(cacheScope('共有')))?.answer.reply).toBe('答え');
  });

  test('Redis forgets answers and indexes by itself, and every command has one key', async () => {
    const client = new Redis(server.url);
    await client.flushall();
    const monitor = await client.monitor();
    const commands: string[][] = [];
    monitor.on('monitor', (_time: string, command: string[]) => commands.push(command));
    const cache = createCache(() => 1);
    await cache.put(cacheScope('短い'), storedAnswer('答え', { sources: ['C1', 'C2'] }));
    expect(await client.dbsize()).toBe(4);
    await until(async () => (await client.dbsize()) === 0);
    const keyed = commands.filter(([name]) => !['info', 'client', 'hello', 'dbsize'].includes(name ?? ''));
    expect(keyed.length).toBeGreaterThan(5);
    for (const command of keyed)
      expect(command.filter((word) => /^manga-assist:(index|answer):/.test(word)).length).toBeLessThanOrEqual(
        command[0] === 'zadd' || command[0] === 'zrem' ? 2 : 1,
      );
    monitor.disconnect();
    client.disconnect();
  });

  test('a large purge takes all of it', async () => {
    const client = new Redis(server.url);
    const storage = createRedisStorage(client, 'manga-assist:');
    const storedAt = Date.now();
    await Promise.all(
      Array.from({ length: 1200 }, (_, at) =>
        storage.put({
          key: `answer:${at}`,
          value: '{}',
          indexes: ['index:item:C7'],
          storedAt,
          expiresAt: storedAt + 60_000,
        }),
      ),
    );
    expect(await createCache().purge({ catalogId: 'C7' })).toBe(1200);
    expect(await client.keys('*answer:1*')).toEqual([]);
    client.disconnect();
  });

  test('while Redis hangs, questions are answered without it, and soon', async () => {
    const cache = createCache();
    await cache.put(cacheScope('停止'), storedAnswer('答え'));
    server.pause();
    try {
      for (let at = 0; at < 20; at += 1) expect(await cache.get(cacheScope('停止'))).toBeUndefined();
      expect(cache.state()).toBe('down');
    } finally {
      server.resume();
    }
    await until(async () => (await cache.get(cacheScope('停止'))) !== undefined);
    expect(cache.state()).toBe('up');
  });

  test('when Redis is killed nothing fails, and when it is back it is used again', async () => {
    const cache = createCache();
    await cache.put(cacheScope('死'), storedAnswer('答え'));
    const asked = Array.from({ length: 50 }, () => cache.get(cacheScope('死')));
    await server.kill();
    await Promise.all(asked);
    expect(await cache.get(cacheScope('死'))).toBeUndefined();
    await cache.put(cacheScope('死'), storedAnswer('答え'));
    await expect(cache.purge('all')).rejects.toBeInstanceOf(Error);
    expect(cache.state()).toBe('down');
    await server.start();
    await until(async () => {
      await cache.put(cacheScope('復活'), storedAnswer('答え'));
      return (await cache.get(cacheScope('復活'))) !== undefined;
    });
    expect(cache.state()).toBe('up');
  });
});
