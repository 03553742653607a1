import { maxBodyBytes } from '../../../contracts/api-routes';
import { ChatError } from '../../../core/chat/chat-error';
import { toChatError } from '../../../core/chat/to-chat-error';

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;

/** What a caller is told about a request that Fastify refused before it reached a route. */
export const fromFastify = (thrown: unknown): ChatError => {
  const status = statusOf(thrown);
  if (status === 413) {
    const details = [{ field: 'body', problem: `must have at most ${maxBodyBytes} bytes` }];
    return new ChatError('PAYLOAD_TOO_LARGE', 'The body is too large', { details, cause: thrown });
  }
  if (status === 415)
    return new ChatError('UNSUPPORTED_MEDIA_TYPE', 'The type is unknown', { cause: thrown });
  if (status === undefined || status < 400 || status >= 500) return toChatError(thrown);
  const details = [{ field: 'request', problem: 'is malformed' }];
  return new ChatError('INVALID_REQUEST', 'The request is malformed', { details, cause: thrown });
};
