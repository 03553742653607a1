import { createVerdictCache, maxCachedVerdicts } from '../../../local/gateway/authorizer/verdict-cache';

const verdict = { principalId: 'guest:1', policyDocument: { Statement: [] } };

const newCache = () => {
  const clock = { at: 0 };
  return { clock, cache: createVerdictCache(60, () => clock.at) };
};

test('a verdict is kept for its time', () => {
  const { clock, cache } = newCache();
  cache.set('a', verdict);
  clock.at = 59_999;
  expect(cache.get('a')).toBe(verdict);
  clock.at = 60_000;
  expect(cache.get('a')).toBeUndefined();
});

test('verdicts that have expired take no memory once another one comes', () => {
  const { clock, cache } = newCache();
  for (let guest = 0; guest < 500; guest += 1) cache.set(`old ${guest}`, verdict);
  clock.at = 60_000;
  cache.set('new', verdict);
  expect(cache.size()).toBe(1);
});

test('one that is asked for again is the newest', () => {
  const { clock, cache } = newCache();
  cache.set('a', verdict);
  cache.set('b', verdict);
  clock.at = 30_000;
  cache.set('a', verdict);
  clock.at = 60_000;
  cache.set('c', verdict);
  expect([cache.get('a'), cache.get('b'), cache.size()]).toEqual([verdict, undefined, 2]);
});

test('beyond the most that is kept the oldest is forgotten', () => {
  const { cache } = newCache();
  for (let guest = 0; guest <= maxCachedVerdicts; guest += 1) cache.set(`${guest}`, verdict);
  expect([cache.size(), cache.get('0'), cache.get('1')]).toEqual([maxCachedVerdicts, undefined, verdict]);
});
