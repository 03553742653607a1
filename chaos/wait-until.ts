import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is true; throws with `what` when it is not in time. */
export const waitUntil = async (
  what: string,
  isSo: () => Promise<boolean> | boolean,
  options: { readonly timeoutMs: number; readonly everyMs?: number },
): Promise<void> => {
  const end = Date.now() + options.timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not within ${options.timeoutMs / 1000} s: ${what}`);
    await delay(options.everyMs ?? 250);
  }
};
