import type { ChatAction, ChatRequest } from './chat-request';
import type { ErrorDetail } from './error-codes';

const requiredField: Readonly<Record<ChatAction, 'message' | 'sessionId'>> = {
  sendMessage: 'message',
  getHistory: 'sessionId',
  clearSession: 'sessionId',
};

/**
 * What a request that satisfies `chatRequestSchema` still lacks for its action; empty when it is complete.
 * A gateway's schema cannot express this and name the field, so the server refuses it, with the same 400.
 */
export const missingForAction = (request: ChatRequest): readonly ErrorDetail[] => {
  const field = requiredField[request.action];
  return request.data?.[field] === undefined
    ? [{ field: `data.${field}`, problem: `is required when action is ${request.action}` }]
    : [];
};
