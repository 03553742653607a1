import type { LocalSystem } from '../../contracts/local-system';
import type { StartTimer } from '../../core/chat/chat-ports';
import type { SystemFile } from './system-file';

export interface PublishedSystem {
  /** Other processes run now. */
  readonly changed: (children: LocalSystem['children']) => void;
  /** From now on others may know. */
  readonly ready: () => void;
  /** The system ends. */
  readonly gone: () => void;
}

/** After this, in milliseconds, what could not be written is written again: a full disk has room again some time. */
const againAfterMs = 1_000;

/** Keeps what others read about the system as it is. */
export const publishSystem = (dependencies: {
  readonly describe: (children: LocalSystem['children']) => LocalSystem;
  readonly file: SystemFile;
  readonly startTimer: StartTimer;
  readonly print: (line: string) => void;
}): PublishedSystem => {
  const { describe, file, startTimer, print } = dependencies;
  let isReady = false;
  let isLate = false;
  let children: LocalSystem['children'] = {};
  let stopTimer = (): void => undefined;

  const write = (): void => {
    stopTimer();
    if (!isReady) return;
    try {
      file.write(describe(children));
      isLate = false;
    } catch (error) {
      if (!isLate) print(`  ! what runs cannot be written down for other commands yet: ${String(error)}`);
      isLate = true;
      stopTimer = startTimer(againAfterMs, write);
    }
  };

  return {
    changed: (now) => {
      children = now;
      write();
    },
    ready: () => {
      isReady = true;
      write();
    },
    gone: () => {
      isReady = false;
      stopTimer();
      file.remove();
    },
  };
};
