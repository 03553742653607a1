import { ModelCallError } from '../bedrock/model-call-error';
import type { Now } from '../clock';

/** Time that one attempt needs to be worth starting, milliseconds. */
const worthwhileMs = 5_000;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

export interface Patience {
  readonly now: Now;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Tries again while a call of a model fails for reasons of the system (throttled, a region down), after 1, 2, 4, … at most
 * 30 s, jittered, until the deadline (epoch milliseconds) is too near. Waiting here costs nothing; returning the message
 * to its queue would cost one of its receives. The error tells when a region is expected to answer as before; it is
 * called sooner, because a share of the calls gets through, and waits no longer than that.
 */
export const withPatience = async <T>(
  attempt: () => Promise<T>,
  deadline: number,
  { now, sleep, random }: Patience,
): Promise<T> => {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ModelCallError) || !error.retryable || error.kind === 'aborted') throw error;
      const backOffMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
      const pauseMs = Math.min(backOffMs, error.retryAfterMs ?? backOffMs) * (1 + random() / 2);
      if (now() + pauseMs + worthwhileMs > deadline) throw error;
      await sleep(Math.round(pauseMs));
    }
  }
};
