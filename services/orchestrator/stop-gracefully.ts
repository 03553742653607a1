import type { Admission } from './server/admission';

/** Longest time for which a stopping task still takes calls while the load balancer learns of it, in milliseconds. */
const longestFarewellMs = 5_000;

/** Shares of the stop timeout at which each phase has ended. */
const phases = { farewell: 1 / 8, answers: 0.8, aborted: 0.9, closed: 0.95 } as const;

export interface Stopping {
  /** Time between SIGTERM and SIGKILL, milliseconds. */
  readonly stopTimeoutMs: number;
  readonly admission: Pick<Admission, 'close' | 'empty'>;
  /** Says that the task is not ready any more. */
  readonly announce: () => void;
  /** Ends the calls that are still under way, with an apology. */
  readonly abortCalls: () => void;
  readonly closeServer: () => Promise<void>;
  /** Writes what was gathered: metrics, spend. */
  readonly flush: () => Promise<void>;
  readonly delay: (ms: number) => Promise<void>;
}

/**
 * Stops a task without losing a call: not ready; takes calls until the load balancer sends no more; finishes what is in
 * flight; apologises to whoever is still waiting; closes. Resolves before the stop timeout, whatever hangs.
 */
export const stopGracefully = async (stopping: Stopping): Promise<void> => {
  const { stopTimeoutMs, admission, announce, abortCalls, closeServer, flush, delay } = stopping;
  const atMost = async (share: number, work: Promise<unknown>): Promise<void> => {
    await Promise.race([work, delay(share * stopTimeoutMs)]);
  };

  announce();
  const farewellMs = Math.min(longestFarewellMs, phases.farewell * stopTimeoutMs);
  await delay(farewellMs);
  admission.close();
  await atMost(phases.answers - farewellMs / stopTimeoutMs, admission.empty());
  abortCalls();
  await atMost(phases.aborted - phases.answers, admission.empty());
  await atMost(phases.closed - phases.aborted, Promise.allSettled([closeServer(), flush()]));
};
