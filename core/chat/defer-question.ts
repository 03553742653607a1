import type { DeferredReply } from '../../contracts/chat-reply';
import type { OpenTurn } from '../sessions/session-store';
import type { ChatError } from './chat-error';
import type { ChatPorts } from './chat-ports';
import type { CustomerMessage } from './customer-message';

const isOverload = ({ code, retryable }: ChatError): boolean =>
  retryable && (code === 'OVERLOADED' || code === 'MODEL_UNAVAILABLE');

/**
 * Queues a question that failed for want of capacity, when its customer agreed to be notified.
 * Undefined when it is not to be deferred, or could not be: then the error stands.
 */
export const deferQuestion =
  ({ deferAnswer, logger }: ChatPorts) =>
  async (call: CustomerMessage, open: OpenTurn, error: ChatError): Promise<DeferredReply | undefined> => {
    if (deferAnswer === undefined || !call.notifyWhenBusy || !isOverload(error)) return undefined;
    const { principalId, requestId, message, language, preference, connectionId } = call;
    const { sessionId } = open;
    try {
      const jobId = await deferAnswer({
        principalId,
        sessionId,
        requestId,
        message,
        language,
        modelPreference: preference,
        ...(connectionId !== undefined && { connectionId }),
      });
      return { requestId, sessionId, deferred: true, jobId };
    } catch (failure) {
      logger.error('an answer could not be deferred', { requestId, sessionId, failure });
      return undefined;
    }
  };
