import type { StartTimer } from './chat-ports';

/** What was waited for did not happen in time. */
export class LateError extends Error {
  override readonly name = 'LateError';
}

/** The promise's outcome, or a `LateError` after `ms`; the promise runs on, and what becomes of it then is nobody's business. */
export const before = <T>(ms: number, promise: Promise<T>, startTimer: StartTimer): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const stop = startTimer(ms, () => reject(new LateError(`Not done within ${ms} ms`)));
    promise.then(resolve, reject).finally(stop);
  });
