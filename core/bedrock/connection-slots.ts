import type { TransportCall } from './bedrock-transport';

/** Leave to use one of a region's connections; call it when done, more than once does no harm. */
export type ReleaseSlot = () => void;

export type TakeSlot = (call: Pick<TransportCall, 'signal' | 'onWait'>) => Promise<ReleaseSlot>;

/**
 * At most `limit()` requests at once, first come, first served; it is read at each call. The agent's own queue would do, but a request that waits
 * in it is reported as a connection timeout, and a full pool of ours would count against the region.
 * `onWait` hears when a request has to wait; when the signal aborts meanwhile it rejects with the signal's reason.
 */
export const createConnectionSlots = (limit: () => number): TakeSlot => {
  const waiting = new Set<() => void>();
  let taken = 0;

  const takeOne = (): ReleaseSlot => {
    let released = false;
    taken += 1;
    return () => {
      if (released) return;
      released = true;
      taken -= 1;
      for (const next of waiting) {
        if (taken >= limit()) return;
        next();
      }
    };
  };

  return ({ signal, onWait }) => {
    if (taken < limit()) return Promise.resolve(takeOne());
    onWait('connection');
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.delete(onFree);
        reject(signal.reason);
      };
      const onFree = (): void => {
        waiting.delete(onFree);
        signal.removeEventListener('abort', onAbort);
        onWait(undefined);
        resolve(takeOne());
      };
      waiting.add(onFree);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  };
};
