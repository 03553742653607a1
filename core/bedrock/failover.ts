import type { ModelKey } from '../../contracts/model-catalog';
import type { Now } from '../clock';
import { type Attempt, AttemptStopped, startAttempt } from './attempt';
import { classifyError } from './classify-error';
import type { ErrorVerdict } from './error-verdict';
import { failoverError } from './failover-error';
import type { RegionFailure } from './model-call-error';
import type { RegionCandidate, RegionPlan } from './plan-regions';
import type { Lease, RegionBreaker } from './region-breaker';
import { untilAborted } from './until-aborted';

/** One attempt: it settles its lease when it succeeds; the loop does when it fails. */
export interface AttemptContext extends RegionCandidate {
  readonly attempt: Attempt;
  readonly lease: Lease;
  /** 1 for the first region that is asked. */
  readonly number: number;
}

export interface FailoverCall<T> {
  readonly model: ModelKey;
  readonly plan: RegionPlan;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** The longest that one attempt may take, milliseconds. */
  readonly timeoutMs: number;
  /** Part of the remaining time that a region gets while another one could still be asked; 1: all of it. */
  readonly share: number;
  readonly ask: (context: AttemptContext) => Promise<T>;
}

export interface FailoverDependencies {
  readonly breaker: RegionBreaker;
  readonly now: Now;
  /** Another region is asked because `failure` happened. */
  readonly onFailover: (failure: RegionFailure, next: string) => void;
}

/** With less than this a further region cannot answer, and asking it would cost money for nothing. */
const leastUsefulMs = 100;
/** A region that had less than this to answer has not been slow: the caller came late. */
const fairWaitMs = 1000;
/** Earliest retry that is worth while when no region asks for a longer wait. */
const leastRetryAfterMs = 1000;

interface Turn {
  readonly candidate: RegionCandidate;
  readonly lease: Lease;
  readonly lastResort: boolean;
}

/** The next region that is let in, or, once, the one that recovers first although it is open. */
const nextLease = <T>(
  call: FailoverCall<T>,
  breaker: RegionBreaker,
  untried: readonly RegionCandidate[],
  lastResortTaken: boolean,
):
  | { readonly candidate: RegionCandidate; readonly lease: Lease; readonly lastResort: boolean }
  | undefined => {
  for (const candidate of untried) {
    const lease = breaker.admit(candidate.region, call.model);
    if (lease !== undefined) return { candidate, lease, lastResort: false };
  }
  if (lastResortTaken) return undefined;
  const [first] = untried
    .filter(({ region }) => !breaker.isQuarantined(region, call.model))
    .toSorted((a, b) => breaker.recoversAt(a.region, call.model) - breaker.recoversAt(b.region, call.model));
  return first && { candidate: first, lease: breaker.force(first.region, call.model), lastResort: true };
};

/**
 * The only loop that retries: asks one region after the other until one answers, nobody is left, the fault is not a
 * region's, or the deadline is reached. Each region is asked once at most. Rejects with a `ModelCallError`.
 */
export const runWithFailover = async <T>(
  call: FailoverCall<T>,
  { breaker, now, onFailover }: FailoverDependencies,
): Promise<T> => {
  const { model, plan } = call;
  const failures: RegionFailure[] = [];
  const tried = new Set<string>();
  let misconfigured = 0;
  let lastResortTaken = false;
  let last: { readonly verdict: ErrorVerdict; readonly cause: unknown } | undefined;

  const notAsked = (): readonly RegionFailure[] =>
    plan.candidates
      .filter(({ region }) => !tried.has(region))
      .map(({ region }) => breaker.refusal(region, model));

  const giveUp = (stopped?: AttemptStopped): Error => {
    const waits = plan.candidates.map(({ region }) => breaker.recoversAt(region, model) - now());
    const verdict = stopped === undefined ? last?.verdict : classifyError(stopped, now());
    return failoverError({
      model,
      failures,
      notAsked: stopped === undefined && last?.verdict.failover !== 'no' ? notAsked() : [],
      excluded: plan.excluded,
      ...(verdict && { verdict }),
      ...(waits.length > 0 && { retryAfterMs: Math.max(leastRetryAfterMs, Math.min(...waits)) }),
      cause: last?.cause,
    });
  };

  for (;;) {
    if (call.signal?.aborted === true) throw giveUp(new AttemptStopped('caller'));
    const remainingMs = call.deadline - now();
    if (remainingMs <= (failures.length === 0 ? 0 : leastUsefulMs))
      throw giveUp(new AttemptStopped('deadline'));
    const untried = plan.candidates.filter(({ region }) => !tried.has(region));
    const next: Turn | undefined = nextLease(call, breaker, untried, lastResortTaken);
    if (next === undefined) throw giveUp();
    const { candidate, lease } = next;
    lastResortTaken ||= next.lastResort;
    tried.add(candidate.region);
    const previous = failures.at(-1);
    if (previous !== undefined) onFailover(previous, candidate.region);

    const others = untried.some(
      ({ region }) => region !== candidate.region && breaker.isAvailable(region, model),
    );
    const firstTokenMs = others ? remainingMs * call.share : remainingMs;
    const attempt = startAttempt({
      firstTokenMs,
      firstTokenCause: others && call.share < 1 ? 'share' : 'deadline',
      totalMs: call.timeoutMs,
      signal: call.signal,
    });
    try {
      return await untilAborted(
        call.ask({ ...candidate, attempt, lease, number: tried.size }),
        attempt.signal,
      );
    } catch (error) {
      const cause: unknown = attempt.signal.aborted ? attempt.signal.reason : error;
      attempt.stop('caller');
      attempt.dispose();
      const verdict = classifyError(cause, now());
      const hadAChance = Math.min(firstTokenMs, call.timeoutMs) >= fairWaitMs;
      if (verdict.health === 'region-suspect' && !hadAChance) lease.release();
      else lease.fail(verdict);
      last = { verdict, cause };
      const { fault, reason, message } = verdict;
      failures.push({ region: candidate.region, fault, reason, message });
      if (verdict.failover === 'once') misconfigured += 1;
      if (verdict.failover === 'no' || reason === 'NoAnswerByDeadline' || misconfigured > 1) throw giveUp();
    }
  }
};
