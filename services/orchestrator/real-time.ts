import { setTimeout as sleep } from 'node:timers/promises';

/** The process's clock and timers, as what is tested with fakes takes them. */
export const realTime = {
  now: (): number => Date.now(),
  startTimer: (ms: number, elapsed: () => void): (() => void) => {
    const timer = setTimeout(elapsed, ms);
    return () => clearTimeout(timer);
  },
  /** Ends early, without an error, when the signal aborts. */
  delay: async (ms: number, signal?: AbortSignal): Promise<void> => {
    try {
      await sleep(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
