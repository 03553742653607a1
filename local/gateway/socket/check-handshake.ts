import type { IncomingMessage } from 'node:http';
import { ChatError } from '../../../core/chat/chat-error';

/** Path of the WebSocket API on this machine; in AWS it has a host of its own. */
const socketPath = '/socket';

const key = /^[+/0-9A-Za-z]{22}==$/;

/** Why a request to change the protocol is no handshake of the socket (RFC 6455, section 4.2.1). */
export const checkHandshake = ({ url, method, headers }: IncomingMessage): ChatError | undefined => {
  if (url?.split('?')[0] !== socketPath) return new ChatError('NOT_FOUND', 'There is no such socket');
  const refuse = (field: string, problem: string): ChatError =>
    new ChatError('INVALID_REQUEST', 'The handshake is not valid', { details: [{ field, problem }] });
  if (method !== 'GET') return refuse('method', 'must be GET');
  if (headers.upgrade?.toLowerCase() !== 'websocket') return refuse('Upgrade', 'must be websocket');
  if (!key.test(headers['sec-websocket-key'] ?? ''))
    return refuse('Sec-WebSocket-Key', 'must be 16 bytes in base64');
  return headers['sec-websocket-version'] === '13'
    ? undefined
    : refuse('Sec-WebSocket-Version', 'must be 13');
};
