import type { Now } from '../../core/clock';
import { createTokenBucket, type Throttle, type TokenBucket } from './token-bucket';

/** Asked for each request: 0 when it may pass, else the seconds to wait. */
export interface Throttles {
  stage(): number;
  caller(principalId: string): number;
}

export const noThrottles: Throttles = { stage: () => 0, caller: () => 0 };

/** Callers known before the idle ones are forgotten: a full bucket says no more than none. */
const maxIdleCallers = 10_000;

/** One bucket for all requests together, and one for each principal. */
export const createThrottles = (limits: {
  readonly stage: Throttle;
  readonly caller: Throttle;
  readonly now: Now;
}): Throttles => {
  const stage = createTokenBucket(limits.stage, limits.now);
  const callers = new Map<string, TokenBucket>();
  const bucketOf = (principalId: string): TokenBucket => {
    const known = callers.get(principalId);
    if (known !== undefined) return known;
    if (callers.size >= maxIdleCallers)
      for (const [id, bucket] of callers) if (bucket.full) callers.delete(id);
    const bucket = createTokenBucket(limits.caller, limits.now);
    callers.set(principalId, bucket);
    return bucket;
  };
  return { stage: () => stage.take(), caller: (principalId) => bucketOf(principalId).take() };
};
