import type { Wait } from './bedrock-transport';

/**
 * Why we stopped an attempt ourselves. `caller`: the caller went away; `deadline`: the caller's time was up;
 * `share`: this region's share of it was; `timeout`: the model's own timeout; `idle`: a stream stood still;
 * a {@link Wait}: time ran out before the request was on its way.
 */
export type StopCause = 'caller' | 'deadline' | 'share' | 'timeout' | 'idle' | Wait;

/** Node's timers hold 31 bits of milliseconds, and one that is set for longer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The abort reason of an attempt. */
export class AttemptStopped extends Error {
  override readonly name = 'AttemptStopped';

  constructor(readonly stopCause: StopCause) {
    super(`stopped: ${stopCause}`);
  }
}

/** One request to one region, and the clocks that run against it. */
export interface Attempt {
  /** Aborts to the socket; its reason is an {@link AttemptStopped}. */
  readonly signal: AbortSignal;
  stop(cause: StopCause): void;
  /** Told what the request waits for: time that runs out then says nothing about the region. */
  readonly onWait: (wait: Wait | undefined) => void;
  /** The first token is there: deadline and share no longer apply. */
  answered(): void;
  /** Stops the clocks. */
  readonly dispose: () => void;
}

/** Starts the clocks: `firstTokenMs` until {@link Attempt.answered}, `totalMs` until {@link Attempt.dispose}. */
export const startAttempt = (limits: {
  readonly firstTokenMs: number;
  readonly firstTokenCause: 'deadline' | 'share';
  readonly totalMs: number;
  readonly signal: AbortSignal | undefined;
}): Attempt => {
  const controller = new AbortController();
  let waitsFor: Wait | undefined;
  const stop = (cause: StopCause): void =>
    controller.abort(new AttemptStopped(cause === 'caller' ? cause : (waitsFor ?? cause)));
  const onCallerGone = (): void => stop('caller');
  const after = (ms: number, cause: StopCause): NodeJS.Timeout =>
    setTimeout(() => stop(cause), Math.min(ms, longestTimerMs));
  const firstToken = after(limits.firstTokenMs, limits.firstTokenCause);
  const total = after(limits.totalMs, 'timeout');
  if (limits.signal?.aborted === true) onCallerGone();
  limits.signal?.addEventListener('abort', onCallerGone, { once: true });
  return {
    signal: controller.signal,
    stop,
    onWait: (wait) => {
      waitsFor = wait;
    },
    answered: () => clearTimeout(firstToken),
    dispose: () => {
      clearTimeout(firstToken);
      clearTimeout(total);
      limits.signal?.removeEventListener('abort', onCallerGone);
    },
  };
};
