import type { FastifyReply } from 'fastify';
import { requestIdHeader } from '../../../contracts/api-routes';
import type { Language } from '../../../contracts/chat-request';
import { errorBody } from '../../../core/chat/apology';
import type { ChatError } from '../../../core/chat/chat-error';

/** Answers with an error in the documented shape. */
export const sendError = (
  reply: FastifyReply,
  error: ChatError,
  language: Language,
  requestId: string,
): FastifyReply => {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
  return reply
    .code(error.status)
    .header(requestIdHeader, requestId)
    .send(errorBody(error, language, requestId));
};
