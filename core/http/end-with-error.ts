import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestIdHeader } from '../../contracts/api-routes';
import type { Language } from '../../contracts/chat-request';
import { errorBody } from '../chat/apology';
import type { ChatError } from '../chat/chat-error';

/** A caller that does not close its side within this time is cut off, in milliseconds. */
const lingerMs = 2000;

/**
 * Answers with an error in the documented shape where there is no HTTP response to put it into, and closes the connection:
 * also against a caller that never closes its own side.
 */
export const endWithError = (socket: Duplex, error: ChatError, language: Language): void => {
  // Whoever sent this may be gone already.
  socket.on('error', () => undefined);
  const requestId = randomUUID();
  const body = JSON.stringify(errorBody(error, language, requestId));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `${requestIdHeader}: ${requestId}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // What still comes is thrown away: closing on unread bytes would take the answer from the caller.
  socket.resume();
  setTimeout(() => socket.destroy(), lingerMs).unref();
};
