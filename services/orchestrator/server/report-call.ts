import type { ChatError } from '../../../core/chat/chat-error';
import type { Door } from './door';

export interface CallFacts {
  readonly door: 'rest' | 'socket';
  readonly requestId: string;
  /** Absent while the request has not been read. */
  readonly action?: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * Counts and logs how a call ended; what a caller did wrong is no failure of ours. What was asked and answered is not
 * among it.
 */
export const reportCall = (
  { record, logger, now }: Pick<Door, 'record' | 'logger' | 'now'>,
  { door, requestId, action = 'unknown', receivedAt }: CallFacts,
  outcome: 'answered' | 'gone' | ChatError,
): void => {
  const durationMs = now() - receivedAt;
  record('requests', 1, { action, door });
  const fields = { door, requestId, action, durationMs };
  if (typeof outcome === 'string') {
    logger.info(outcome, fields);
    return;
  }
  const { code, status } = outcome;
  if (status < 500) {
    logger.info('refused', { ...fields, code });
    return;
  }
  record('failures', 1, { code, door });
  if (code === 'DEADLINE_EXCEEDED') record('deadlineExceeded', 1);
  logger.warn('failed', { ...fields, code, error: outcome });
};
