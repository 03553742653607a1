import type { StartTimer } from '../../../core/chat/chat-ports';

/** How late this process comes to its work. */
export interface LoopLag {
  /** Milliseconds, of the last looks the best: a pause says nothing, a backlog stays. */
  lagMs(): number;
  stop(): void;
}

const lookEveryMs = 100;
const looks = 5;

/** Watches how late timers fire: whatever else waits for this process's one thread waits that long, too. */
export const watchLoopLag = (dependencies: {
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  readonly startTimer: StartTimer;
}): LoopLag => {
  const { now, startTimer } = dependencies;
  let late: readonly number[] = Array.from({ length: looks }, () => 0);
  let stop = (): void => undefined;
  const look = (): void => {
    const dueAt = now() + lookEveryMs;
    stop = startTimer(lookEveryMs, () => {
      late = [...late.slice(1), Math.max(0, now() - dueAt)];
      look();
    });
  };
  look();
  return { lagMs: () => Math.min(...late), stop: () => stop() };
};
