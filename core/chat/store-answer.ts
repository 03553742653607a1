import type { OpenTurn, StoredAnswer } from '../sessions/session-store';
import { before } from './before';
import type { ChatPorts } from './chat-ports';
import type { Deadline } from './create-deadline';

/**
 * Stores an answer with its question, by `deadline` (epoch milliseconds, but in no less than 150 ms). Never rejects: a customer gets an answer
 * that could not be stored all the same, and it says so.
 */
export const storeAnswer =
  ({ sessions, now, startTimer, logger }: ChatPorts) =>
  async (open: OpenTurn, answer: StoredAnswer, deadline: number, times: Deadline): Promise<StoredAnswer> => {
    const stage = times.begin('store');
    try {
      await before(Math.max(150, deadline - now()), sessions.answer(open, answer), startTimer);
      return answer;
    } catch (error) {
      logger.error('an answer was given but not stored', {
        sessionId: open.sessionId,
        turn: open.turn,
        error,
      });
      sessions.release(open).catch((failure: unknown) => {
        logger.warn('a turn stays taken until its lease runs out', { sessionId: open.sessionId, failure });
      });
      return { ...answer, degraded: [...answer.degraded, 'session-not-stored'] };
    } finally {
      stage.end();
    }
  };
