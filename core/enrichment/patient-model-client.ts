import { ModelCallError } from '../bedrock/model-call-error';
import type { ModelClient } from '../bedrock/model-client';
import type { Now } from '../clock';

/** Time that one call needs to be worth starting, milliseconds. */
const worthwhileMs = 5_000;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * A background caller has time: while a call fails for reasons of the system (throttled, a region down) it waits for as
 * long as the error asks, else 1, 2, 4, … at most 30 s, jittered, and calls again, until the call's deadline is too near.
 * Waiting here costs nothing; returning the message to its queue would cost one of its receives.
 */
export const patientModelClient = (
  client: Pick<ModelClient, 'invoke'>,
  clock: {
    readonly now: Now;
    readonly sleep: (ms: number) => Promise<unknown>;
    /** 0 to 1. */
    readonly random: () => number;
  },
): Pick<ModelClient, 'invoke'> => ({
  invoke: async (request, options) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await client.invoke(request, options);
      } catch (error) {
        if (!(error instanceof ModelCallError) || !error.retryable || error.kind === 'aborted') throw error;
        const pauseMs = error.retryAfterMs ?? Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
        const jitteredMs = Math.round(pauseMs * (1 + clock.random() / 2));
        if (clock.now() + jitteredMs + worthwhileMs > options.deadline) throw error;
        await clock.sleep(jitteredMs);
      }
    }
  },
});
