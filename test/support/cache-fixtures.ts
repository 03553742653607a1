import type { AnswerCache, CacheScope } from '../../core/cache/answer-cache';
import { storedAnswer } from './session-fixtures';

export const cacheScope = (message: string, changes: Partial<CacheScope> = {}): CacheScope => ({
  model: 'claude-haiku-4-5',
  promptVersion: '2026-11-1',
  language: 'ja',
  context: ['C88427@1'],
  message,
  ...changes,
});

/** What every answer cache promises. */
export const describeAnswerCache = (
  createCache: (ttlSeconds: () => number, now: () => number) => AnswerCache,
): void => {
  let ahead: number;
  let ttl: number;
  let cache: AnswerCache;
  const now = () => Date.now() + ahead;

  beforeEach(async () => {
    ahead = 0;
    ttl = 300;
    cache = createCache(() => ttl, now);
    await cache.purge('all');
  });

  test('an answer that was put is got by who asks the same', async () => {
    await cache.put(cacheScope('おすすめは？'), storedAnswer('キングダムです'));
    const found = await cache.get(cacheScope('おすすめは？'));
    expect(found?.answer).toEqual(storedAnswer('キングダムです'));
    expect(Math.abs(Date.now() - (found?.storedAt ?? 0))).toBeLessThan(10_000);
  });

  test.each<[string, Partial<CacheScope>]>([
    ['model', { model: 'claude-sonnet-4-5' }],
    ['prompt version', { promptVersion: '2026-11-2' }],
    ['language', { language: 'en' }],
    ['retrieved context', { context: ['C88427@2'] }],
    ['message', { message: '今日のおすすめは？' }],
  ])('another %s is another question', async (_name, changes) => {
    await cache.put(cacheScope('おすすめは？'), storedAnswer('キングダムです'));
    expect(await cache.get(cacheScope('おすすめは？', changes))).toBeUndefined();
  });

  test('an answer is not given any more when its time to live is over', async () => {
    await cache.put(cacheScope('期限'), storedAnswer('答え'));
    ahead = 299_000;
    expect(await cache.get(cacheScope('期限'))).toBeDefined();
    ahead = 300_001;
    expect(await cache.get(cacheScope('期限'))).toBeUndefined();
  });

  test('an answer that a fallback served, an empty one and one from the cache are not kept', async () => {
    await cache.put(cacheScope('a'), storedAnswer('答え', { degraded: ['no-retrieval'] }));
    await cache.put(cacheScope('b'), storedAnswer(''));
    await cache.put(cacheScope('c'), storedAnswer('答え', { cached: true }));
    for (const message of ['a', 'b', 'c']) expect(await cache.get(cacheScope(message))).toBeUndefined();
  });

  test('a purge of one catalogue item takes what was answered with it, and nothing else', async () => {
    await cache.put(cacheScope('一'), storedAnswer('1', { sources: ['C1', 'C2'] }));
    await cache.put(cacheScope('二'), storedAnswer('2', { sources: ['C2'] }));
    await cache.put(cacheScope('三'), storedAnswer('3', { sources: [] }));
    expect(await cache.purge({ catalogId: 'C1' })).toBe(1);
    expect(await cache.get(cacheScope('一'))).toBeUndefined();
    expect(await cache.get(cacheScope('二'))).toBeDefined();
    expect(await cache.purge({ catalogId: 'C2' })).toBe(1);
    expect(await cache.purge({ catalogId: 'C9' })).toBe(0);
    expect(await cache.get(cacheScope('三'))).toBeDefined();
  });

  test('a purge of all takes everything and says how much that was', async () => {
    for (let at = 0; at < 12; at += 1) await cache.put(cacheScope(`質問${at}`), storedAnswer('答え'));
    expect(await cache.purge('all')).toBe(12);
    expect(await cache.get(cacheScope('質問0'))).toBeUndefined();
  });

  test('a time to live of 0 in the configuration switches it off', async () => {
    expect(cache.state()).toBe('up');
    await cache.put(cacheScope('前'), storedAnswer('答え'));
    ttl = 0;
    await cache.put(cacheScope('後'), storedAnswer('答え'));
    expect(cache.state()).toBe('off');
    ttl = 300;
    expect(await cache.get(cacheScope('後'))).toBeUndefined();
  });
};
