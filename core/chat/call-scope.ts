import type { Now } from '../clock';
import { ChatError } from './chat-error';
import type { StartTimer } from './chat-ports';

/** The life of one call: its signal aborts when its time is up, the process stops, or somebody says so. */
export interface CallScope {
  readonly signal: AbortSignal;
  /** The reason is what the call ends with. */
  abort(reason: unknown): void;
  /** To be called when the call has ended, however it did. */
  close(): void;
}

/** `end`: epoch milliseconds. `stopping` aborts when the process cannot wait for its calls any longer. */
export const openCallScope = (
  end: number,
  dependencies: { readonly now: Now; readonly startTimer: StartTimer; readonly stopping: AbortSignal },
): CallScope => {
  const { now, startTimer, stopping } = dependencies;
  const controller = new AbortController();
  const stop = (): void =>
    controller.abort(new ChatError('SHUTTING_DOWN', 'The process stopped before the answer was complete'));
  const tooLate = (): void =>
    controller.abort(new ChatError('DEADLINE_EXCEEDED', 'The answer was not complete in time'));
  const leftMs = end - now();
  if (leftMs <= 0) tooLate();
  const stopTimer = startTimer(Math.max(0, leftMs), tooLate);
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop);
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    close: () => {
      stopTimer();
      stopping.removeEventListener('abort', stop);
    },
  };
};
