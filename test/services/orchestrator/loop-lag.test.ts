import { watchLoopLag } from '../../../services/orchestrator/server/loop-lag';

/** A process whose timers fire when the test says so. */
const slowProcess = () => {
  let now = 0;
  let elapsed: () => void = () => undefined;
  let running = 0;
  const lag = watchLoopLag({
    now: () => now,
    startTimer: (_ms, callback) => {
      running += 1;
      elapsed = callback;
      return () => {
        running -= 1;
      };
    },
  });
  const comesTo = (afterMs: number): void => {
    now += afterMs;
    running -= 1;
    elapsed();
  };
  return { lag, comesTo, running: () => running };
};

test('a process that comes to its work in time has no lag', () => {
  const { lag, comesTo } = slowProcess();
  for (let look = 0; look < 3; look += 1) comesTo(100);
  expect(lag.lagMs()).toBe(0);
});

test('some pauses are no backlog', () => {
  const { lag, comesTo } = slowProcess();
  for (const ms of [900, 900, 900, 900]) comesTo(ms);
  expect(lag.lagMs()).toBe(0);
});

test('a backlog is as long as it was at its best in the last five looks', () => {
  const { lag, comesTo } = slowProcess();
  for (const ms of [110, 500, 400, 900, 900, 900]) comesTo(ms);
  expect(lag.lagMs()).toBe(300);
  comesTo(100);
  expect(lag.lagMs()).toBe(0);
});

test('who stops it leaves no timer', () => {
  const { lag, comesTo, running } = slowProcess();
  comesTo(100);
  lag.stop();
  expect(running()).toBe(0);
});
