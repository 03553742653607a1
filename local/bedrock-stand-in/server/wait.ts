/** The caller hung up before the answer was finished. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/** Waits; rejects with CallerGone as soon as the caller has hung up. */
export const wait = (ms: number, gone: AbortSignal): Promise<void> => {
  if (gone.aborted) return Promise.reject(new CallerGone());
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const onGone = (): void => {
      clearTimeout(timer);
      reject(new CallerGone());
    };
    const timer = setTimeout(() => {
      gone.removeEventListener('abort', onGone);
      resolve();
    }, ms);
    gone.addEventListener('abort', onGone, { once: true });
  });
};

/** Waits until the caller hangs up, and rejects with CallerGone; with a limit, no longer than that. */
export const hold = (gone: AbortSignal, limitMs: number | undefined): Promise<void> =>
  limitMs === undefined
    ? new Promise((_resolve, reject) => {
        if (gone.aborted) reject(new CallerGone());
        else gone.addEventListener('abort', () => reject(new CallerGone()), { once: true });
      })
    : wait(limitMs, gone);
