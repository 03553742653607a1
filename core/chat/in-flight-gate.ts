/** Seconds after which somebody who was not let in may try again. */
export const fullRetryAfterSeconds = 2;

/** Counts what is being answered, and lets no more in than `limit()`; closed, it lets nothing in. */
export interface InFlightGate {
  /** A function that leaves again, or why there is no way in. Leaving twice counts once. */
  enter(): (() => void) | 'full' | 'closed';
  close(): void;
  inFlight(): number;
  /** Resolves when nobody is inside. */
  empty(): Promise<void>;
}

/** `limit` is read at each entry, so that operators can move it. */
export const createInFlightGate = (limit: () => number): InFlightGate => {
  let inside = 0;
  let closed = false;
  let waiting: (() => void)[] = [];

  const leave = (): void => {
    inside -= 1;
    if (inside > 0) return;
    for (const resume of waiting) resume();
    waiting = [];
  };

  return {
    enter: () => {
      if (closed) return 'closed';
      if (inside >= limit()) return 'full';
      inside += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leave();
      };
    },
    close: () => {
      closed = true;
    },
    inFlight: () => inside,
    empty: () => (inside === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
};
