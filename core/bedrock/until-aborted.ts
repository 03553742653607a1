/**
 * Settles as `work` does, or rejects with the signal's reason as soon as it aborts: the SDK resolves credentials and
 * endpoints without looking at the signal. What `work` does later is ignored.
 */
export const untilAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
