/**
 * Those in this process who ask in a session, in the order in which they came: one of them looks at the table,
 * the others wait for it to leave. An optimisation only: what is right is decided by the table.
 */
export interface SessionLine {
  /** Resolves to what leaves the line, or to undefined when it is not one's turn in time. */
  enter(sessionId: string, waitMs: number): Promise<(() => void) | undefined>;
  /** For the first in the line: waits until something happens to the session in this process, at most this long. */
  pause(sessionId: string, waitMs: number): Promise<void>;
  /** Something happened to the session: who pauses looks again. */
  wake(sessionId: string): void;
}

const settlesIn = (promise: Promise<void>, waitMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), Math.max(0, waitMs));
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });

export const createSessionLine = (): SessionLine => {
  const lasts = new Map<string, Promise<void>>();
  const sleepers = new Map<string, () => void>();

  return {
    async enter(sessionId, waitMs) {
      const before = lasts.get(sessionId);
      let leave = (): void => undefined;
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      const last = before === undefined ? left : before.then(() => left);
      lasts.set(sessionId, last);
      void last.then(() => {
        if (lasts.get(sessionId) === last) lasts.delete(sessionId);
      });
      if (before === undefined || (await settlesIn(before, waitMs))) return leave;
      leave();
      return undefined;
    },

    pause: (sessionId, waitMs) =>
      new Promise((resolve) => {
        const stop = (): void => {
          clearTimeout(timer);
          if (sleepers.get(sessionId) === stop) sleepers.delete(sessionId);
          resolve();
        };
        const timer = setTimeout(stop, Math.max(0, waitMs));
        sleepers.set(sessionId, stop);
      }),

    wake: (sessionId) => sleepers.get(sessionId)?.(),
  };
};
