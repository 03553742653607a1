import { ChatError } from '../../../core/chat/chat-error';
import { createInFlightGate, fullRetryAfterSeconds } from '../../../core/chat/in-flight-gate';
import type { RecordMetric } from '../../../core/observability/metrics-recorder';

/** Lets calls in, or sheds them before any work is done. */
export interface Admission {
  /**
   * A place for a call, `leave` gives it back. `busy`: let in only to be deferred, because the body says that its customer
   * agrees to that. Throws `OVERLOADED` or `SHUTTING_DOWN`.
   */
  admit(body: Buffer): { readonly leave: () => void; readonly busy: boolean };
  /** From now on nobody is let in. */
  close(): void;
  inFlight(): number;
  /** Resolves when nobody is inside. */
  empty(): Promise<void>;
}

/** The body is not read yet: what stands inside a text has its quotes escaped. */
const agreesToWait = (body: Buffer): boolean => /"notifyWhenBusy"\s*:\s*true/.test(body.toString('latin1'));

/**
 * When this process comes later than this to its work, in milliseconds, nobody else is let in: an answer takes a dozen steps,
 * each of them waits as long, and there are three seconds for all. New connections wait longer still: Node accepts one
 * for each round of its loop (libuv 1.46).
 */
const longestLagMs = 100;

/** Lets calls in while there is room for them, and time. */
export const createAdmission = (dependencies: {
  /** Calls that are answered at once; a fifth as many more may be let in to be deferred. Read at each call. */
  readonly limit: () => number;
  /** How late this process comes to its work, milliseconds. */
  readonly lagMs: () => number;
  readonly record: RecordMetric;
}): Admission => {
  const { limit, lagMs, record } = dependencies;
  const deferralGate = createInFlightGate(() => Math.ceil(limit() / 5));
  const gate = createInFlightGate(limit);
  return {
    admit: (body) => {
      const isLate = lagMs() > longestLagMs;
      const way = isLate ? 'full' : gate.enter();
      if (typeof way === 'function') return { leave: way, busy: false };
      if (way === 'closed') {
        throw new ChatError('SHUTTING_DOWN', 'The process is stopping', { retryAfterSeconds: 1 });
      }
      const deferral = agreesToWait(body) ? deferralGate.enter() : 'full';
      if (typeof deferral === 'function') return { leave: deferral, busy: true };
      record('sheds', 1);
      const reason = isLate ? 'The process comes late to its work' : 'Too many calls are in flight';
      throw new ChatError('OVERLOADED', reason, { retryAfterSeconds: fullRetryAfterSeconds });
    },
    close: () => {
      gate.close();
      deferralGate.close();
    },
    inFlight: () => gate.inFlight() + deferralGate.inFlight(),
    empty: async () => {
      await Promise.all([gate.empty(), deferralGate.empty()]);
    },
  };
};
