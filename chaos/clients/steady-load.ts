import { setTimeout as delay } from 'node:timers/promises';

/** Starts a call every so many milliseconds, however long they take, until it is stopped; then waits for the last ones. */
export const steadyLoad = <T>(
  everyMs: number,
  call: (number: number) => Promise<T>,
): { stop(): Promise<readonly T[]> } => {
  const calls: Promise<T>[] = [];
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (let number = 0; !stopping.signal.aborted; number += 1) {
      calls.push(call(number));
      await delay(everyMs);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      return Promise.all(calls);
    },
  };
};
