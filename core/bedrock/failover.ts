import type { ModelKey } from '../../contracts/model-catalog';
import type { Now } from '../clock';
import { type Attempt, startAttempt } from './attempt';
import { classifyError } from './classify-error';
import { FailedAttempts } from './failed-attempts';
import type { RegionFailure } from './model-call-error';
import { nextTurn } from './next-turn';
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

/**
 * The only loop that retries: asks one region after the other until one answers, nobody is left, the fault is not a
 * region's, or the deadline is reached. Each region is asked once at most. Rejects with a `ModelCallError`.
 */
export const runWithFailover = async <T>(
  call: FailoverCall<T>,
  { breaker, now, onFailover }: FailoverDependencies,
): Promise<T> => {
  const { model, plan, signal, share, timeoutMs } = call;
  const failed = new FailedAttempts(model, plan, breaker, now);
  const tried = new Set<string>();
  let lastResortTaken = false;

  for (;;) {
    const remainingMs = call.deadline - now();
    if (signal?.aborted === true) throw failed.stopped('caller');
    if (remainingMs <= (tried.size === 0 ? 0 : leastUsefulMs)) throw failed.stopped('deadline');

    const untried = plan.candidates.filter(({ region }) => !tried.has(region));
    const turn = nextTurn(breaker, model, untried, lastResortTaken);
    if (turn === undefined) throw failed.exhausted();
    const { candidate, lease } = turn;
    const { region } = candidate;
    lastResortTaken ||= turn.lastResort;
    tried.add(region);
    if (failed.latest !== undefined) onFailover(failed.latest, region);

    const others = untried.some(
      (other) => other.region !== region && breaker.isAvailable(other.region, model),
    );
    const firstTokenMs = others ? remainingMs * share : remainingMs;
    const firstTokenCause = others && share < 1 ? 'share' : 'deadline';
    const attempt = startAttempt({ firstTokenMs, firstTokenCause, totalMs: timeoutMs, signal });
    try {
      return await untilAborted(
        call.ask({ ...candidate, attempt, lease, number: tried.size }),
        attempt.signal,
      );
    } catch (error) {
      attempt.stop('caller');
      attempt.dispose();
      const verdict = classifyError(error, now());
      const hadAChance = Math.min(firstTokenMs, timeoutMs) >= fairWaitMs;
      if (verdict.health === 'region-suspect' && !hadAChance) lease.release();
      else lease.fail(verdict);
      if (!failed.add(region, verdict, error)) throw failed.exhausted();
    }
  }
};
