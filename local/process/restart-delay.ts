const firstDelayMs = 200;
const longestDelayMs = 10_000;

/** How long a process that ended stays down before it is started again, by the number of failures before: 200, 400, … at most 10,000 ms. */
export const restartDelayMs = (failuresBefore: number): number =>
  Math.min(firstDelayMs * 2 ** failuresBefore, longestDelayMs);
