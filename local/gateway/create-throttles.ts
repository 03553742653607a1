import type { Now } from '../../core/clock';
import { createTokenBucket, type Throttle, type TokenBucket } from './token-bucket';

/** Asked for each request: 0 when it may pass, else the seconds to wait. */
export interface Throttles {
  stage(): number;
  /** The usage plan that the authorizer named; one that does not exist, or none, has no limit. */
  plan(usageKey: string | undefined): number;
  caller(principalId: string): number;
}

export const noThrottles: Throttles = { stage: () => 0, plan: () => 0, caller: () => 0 };

/** Callers known before the idle ones are forgotten: a full bucket says no more than none. */
const maxIdleCallers = 10_000;

/** One bucket for all requests together, one for each usage plan by its key, and one for each principal. */
export const createThrottles = (limits: {
  readonly stage: Throttle;
  readonly plans: Readonly<Record<string, Throttle>>;
  readonly caller: Throttle;
  readonly now: Now;
}): Throttles => {
  const stage = createTokenBucket(limits.stage, limits.now);
  const plans = new Map(
    Object.entries(limits.plans).map(([key, throttle]) => [key, createTokenBucket(throttle, limits.now)]),
  );
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
  return {
    stage: () => stage.take(),
    plan: (usageKey = '') => plans.get(usageKey)?.take() ?? 0,
    caller: (principalId) => bucketOf(principalId).take(),
  };
};
