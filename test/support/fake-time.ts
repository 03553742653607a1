const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Timer {
  readonly at: number;
  readonly elapsed: () => void;
}

/** A clock that stands still until a test moves it, and the timers that hang on it. */
export const createFakeTime = (start = 1_800_000_000_000) => {
  let time = start;
  const timers = new Set<Timer>();

  const startTimer = (ms: number, elapsed: () => void): (() => void) => {
    const timer = { at: time + ms, elapsed };
    timers.add(timer);
    return () => timers.delete(timer);
  };

  const delay = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const stop = startTimer(ms, resolve);
      signal?.addEventListener('abort', () => {
        stop();
        resolve();
      });
    });

  /** Lets the time pass, with everything that happens meanwhile. */
  const advance = async (ms: number): Promise<void> => {
    const end = time + ms;
    for (;;) {
      await settle();
      const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers.delete(next);
      time = Math.max(time, next.at);
      next.elapsed();
    }
    time = end;
    await settle();
  };

  return { now: () => time, startTimer, delay, advance, settle, timers: () => timers.size };
};

export type FakeTime = ReturnType<typeof createFakeTime>;
