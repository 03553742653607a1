const firstDelaySeconds = 5;
const longestDelaySeconds = 900;

/**
 * Seconds until a failed message is visible again: 5, 10, 20, … at most 900, each between half and the whole of it at random,
 * so that jobs that failed together do not return together. Never sooner than the error asked for.
 */
export const retryDelaySeconds = (
  receiveCount: number,
  retryAfterMs: number,
  random: () => number,
): number => {
  const step = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.max(0, receiveCount - 1));
  const jittered = step / 2 + (random() * step) / 2;
  return Math.min(longestDelaySeconds, Math.ceil(Math.max(jittered, retryAfterMs / 1000)));
};
