import { createBreaker } from '../../../core/cache/breaker';

const createTestBreaker = () => {
  let time = 0;
  const breaker = createBreaker(() => time, { failures: 3, firstOpenMs: 100, longestOpenMs: 350 });
  return {
    breaker,
    wait: (ms: number) => {
      time += ms;
    },
    fail: (times: number) => {
      for (let at = 0; at < times; at += 1) breaker.failed();
    },
  };
};

describe('the breaker of the answer cache', () => {
  test('opens after failures in a row, not after as many with a success between', () => {
    const { breaker, fail } = createTestBreaker();
    fail(2);
    breaker.succeeded();
    fail(2);
    expect(breaker.allows()).toBe(true);
    fail(1);
    expect(breaker.allows()).toBe(false);
    expect(breaker.isOpen()).toBe(true);
  });

  test('lets one probe through when its time is over, and closes when it succeeds', () => {
    const { breaker, fail, wait } = createTestBreaker();
    fail(3);
    wait(99);
    expect(breaker.allows()).toBe(false);
    wait(1);
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.allows(), breaker.allows(), breaker.isOpen()]).toEqual([true, true, false]);
  });

  test('stays open for twice as long after each failed probe, up to a limit', () => {
    const { breaker, fail, wait } = createTestBreaker();
    fail(3);
    for (const openMs of [100, 200, 350, 350]) {
      wait(openMs - 1);
      expect(breaker.allows()).toBe(false);
      wait(1);
      expect(breaker.allows()).toBe(true);
      breaker.failed();
    }
  });

  test('is not kept open by commands that were under way when it opened', () => {
    const { breaker, fail, wait } = createTestBreaker();
    fail(10);
    wait(100);
    expect(breaker.allows()).toBe(true);
  });
});
