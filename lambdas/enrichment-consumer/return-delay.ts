const firstDelaySeconds = 15;
const longestDelaySeconds = 900;

/**
 * Seconds until a returned message is received again: 15, 30, 60, … at most 15 minutes by the receives it has had, up to
 * half as much again by chance so that a batch does not come back as one, and never sooner than the failure asks for.
 */
export const returnDelaySeconds = (
  receives: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number => {
  const backOff = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.max(0, receives - 1));
  const jittered = Math.min(longestDelaySeconds, backOff * (1 + random() / 2));
  return Math.ceil(Math.max(jittered, (retryAfterMs ?? 0) / 1000));
};
