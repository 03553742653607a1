/** Leave to use one of a region's connections; call it when done, more than once does no harm. */
export type ReleaseSlot = () => void;

export type TakeSlot = (call: {
  readonly signal: AbortSignal;
  readonly onQueue: (waiting: boolean) => void;
}) => Promise<ReleaseSlot>;

/**
 * At most `limit` requests at once, first come, first served. The agent's own queue would do, but a request that waits
 * in it is reported as a connection timeout, and a full pool of ours would count against the region.
 * `onQueue` hears when a request has to wait; when the signal aborts meanwhile it rejects with the signal's reason.
 */
export const createConnectionSlots = (limit: number): TakeSlot => {
  const waiting = new Set<() => void>();
  let free = limit;

  const releaseOnce = (): ReleaseSlot => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next();
    };
  };

  return ({ signal, onQueue }) => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve(releaseOnce());
    }
    onQueue(true);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.delete(onFree);
        reject(signal.reason);
      };
      const onFree = (): void => {
        waiting.delete(onFree);
        signal.removeEventListener('abort', onAbort);
        onQueue(false);
        resolve(releaseOnce());
      };
      waiting.add(onFree);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  };
};
