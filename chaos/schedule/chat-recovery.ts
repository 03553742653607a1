import type { Attempt, Door, Ledger } from '../load/ledger';

/** This long without a failure, with an answer at both doors, and with nobody who has waited longer, is as before. */
const cleanMs = 2_000;

export const isFailure = ({ outcome }: Attempt): boolean =>
  outcome.kind !== 'answered' && outcome.kind !== 'deferred' && outcome.kind !== 'dropped';

/**
 * Milliseconds from the end of a fault until the last attempt that failed because of it was sent, by what customers sent
 * after that end; undefined while it is not yet clear that there will be no other.
 */
export const chatRecoveryMs = (
  { attempts, open }: Pick<Ledger, 'attempts' | 'open'>,
  endedAt: number,
  now: number,
): number | undefined => {
  if ([...open].some(({ since }) => now - since > cleanMs)) return undefined;
  const later = attempts.filter(({ sentAt }) => sentAt >= endedAt);
  const lastFailureAt = later.filter(isFailure).reduce((last, { sentAt }) => Math.max(last, sentAt), 0);
  const cleanSince = Math.max(lastFailureAt, endedAt);
  const isAnswering = (door: Door): boolean =>
    later.some((attempt) => attempt.door === door && attempt.sentAt > lastFailureAt && !isFailure(attempt));
  if (now - cleanSince < cleanMs || !isAnswering('rest') || !isAnswering('socket')) return undefined;
  return lastFailureAt === 0 ? 0 : lastFailureAt - endedAt;
};
