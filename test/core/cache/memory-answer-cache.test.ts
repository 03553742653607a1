import { createMemoryAnswerCache } from '../../../core/cache/memory-answer-cache';
import { cacheScope, describeAnswerCache } from '../../support/cache-fixtures';
import { storedAnswer } from '../../support/session-fixtures';

describe('the answer cache in one process', () => {
  describeAnswerCache((ttlSeconds, now) => createMemoryAnswerCache({ ttlSeconds, now }));

  test('holds a limited number of answers: those that were used last', async () => {
    const cache = createMemoryAnswerCache({ ttlSeconds: () => 300, now: () => 0, maxAnswers: 2 });
    await cache.put(cacheScope('一'), storedAnswer('1'));
    await cache.put(cacheScope('二'), storedAnswer('2'));
    await cache.get(cacheScope('一'));
    await cache.put(cacheScope('三'), storedAnswer('3'));
    expect((await cache.get(cacheScope('一')))?.answer.reply).toBe('1');
    expect(await cache.get(cacheScope('二'))).toBeUndefined();
    expect((await cache.get(cacheScope('三')))?.answer.reply).toBe('3');
  });
});
