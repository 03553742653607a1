import type { ModelKey } from '../../contracts/model-catalog';
import type { Now } from '../clock';
import { AttemptStopped, type StopCause } from './attempt';
import { classifyError } from './classify-error';
import type { ErrorVerdict } from './error-verdict';
import { failoverError } from './failover-error';
import type { ModelCallError, RegionFailure } from './model-call-error';
import type { RegionPlan } from './plan-regions';
import type { RegionBreaker } from './region-breaker';

/** Earliest retry that is worth while when no region asks for a longer wait. */
const leastRetryAfterMs = 1000;

/** Why a region that could be asked was not. */
const refusedElsewhere = {
  reason: 'NotAsked',
  message: 'not asked: two regions refused our configuration',
} as const;

/** What went wrong so far in one call, and the error that it amounts to. */
export class FailedAttempts {
  private readonly failures: RegionFailure[] = [];
  private last: { readonly verdict: ErrorVerdict; readonly error: unknown } | undefined;
  private misconfigured = 0;

  constructor(
    private readonly model: ModelKey,
    private readonly plan: RegionPlan,
    private readonly breaker: RegionBreaker,
    private readonly now: Now,
  ) {}

  get latest(): RegionFailure | undefined {
    return this.failures.at(-1);
  }

  /** Takes a failure down; says whether another region may be asked after it. */
  add(region: string, verdict: ErrorVerdict, error: unknown): boolean {
    const { fault, reason, message, failover } = verdict;
    this.failures.push({ region, fault, reason, message });
    this.last = { verdict, error };
    if (failover === 'once') this.misconfigured += 1;
    return failover !== 'no' && reason !== 'NoAnswerByDeadline' && this.misconfigured <= 1;
  }

  /** Nobody is left to ask. */
  exhausted(): ModelCallError {
    const asked = new Set(this.failures.map(({ region }) => region));
    const { failover, reason } = this.last?.verdict ?? {};
    const notAsked =
      failover === 'no' || reason === 'NoAnswerByDeadline'
        ? []
        : this.plan.candidates
            .filter(({ region }) => !asked.has(region))
            .map(({ region }) => this.whyNotAsked(region));
    return this.error(this.last?.verdict, notAsked);
  }

  private whyNotAsked(region: string): RegionFailure {
    return this.breaker.isAvailable(region, this.model)
      ? { region, fault: 'configuration', ...refusedElsewhere }
      : this.breaker.refusal(region, this.model);
  }

  /** The caller's time is up, or the caller is gone. */
  stopped(cause: StopCause): ModelCallError {
    return this.error(classifyError(new AttemptStopped(cause), this.now()), []);
  }

  private error(verdict: ErrorVerdict | undefined, notAsked: readonly RegionFailure[]): ModelCallError {
    const waits = this.plan.candidates.map(
      ({ region }) => this.breaker.recoversAt(region, this.model) - this.now(),
    );
    return failoverError({
      model: this.model,
      failures: this.failures,
      notAsked,
      excluded: this.plan.excluded,
      ...(verdict && { verdict }),
      ...(waits.length > 0 && { retryAfterMs: Math.max(leastRetryAfterMs, Math.min(...waits)) }),
      cause: this.last?.error,
    });
  }
}
