import type { OpenTurn } from '../sessions/session-store';
import type { ChatPorts } from './chat-ports';

/** How long a turn stays a task's own after its last sign of life, in milliseconds: no longer do the customers of a killed task wait. */
export const leaseMs = 10_000;

const signOfLifeMs = 4_000;

/** Keeps a turn while `work` answers it, however long that takes, and lets go of it before it settles. */
export const holdTurn = async <T>(
  { sessions, startTimer, logger }: ChatPorts,
  open: OpenTurn,
  work: () => Promise<T>,
): Promise<T> => {
  let extending: Promise<void> = Promise.resolve();
  let stop = (): void => undefined;
  const wait = (): void => {
    stop = startTimer(signOfLifeMs, () => {
      extending = sessions.extend(open, leaseMs).catch((error: unknown) => {
        logger.warn('a turn could not be held; its answer may not be stored', {
          sessionId: open.sessionId,
          error,
        });
      });
      wait();
    });
  };
  wait();
  try {
    return await work();
  } finally {
    stop();
    await extending;
  }
};
