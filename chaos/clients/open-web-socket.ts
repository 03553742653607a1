import type { IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import type { RestReply } from './read-rest-reply';

/** The handshake was answered, with something else than a socket. */
export class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused';
  readonly reply: RestReply;

  constructor(reply: RestReply) {
    super(`The handshake was answered with ${reply.status}: ${reply.text.slice(0, 200)}`);
    this.reply = reply;
  }
}

const headerOf = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
};

const refusalOf = async (response: IncomingMessage): Promise<HandshakeRefused> =>
  new HandshakeRefused({
    status: response.statusCode ?? 0,
    retryAfter: headerOf(response, 'retry-after'),
    gatewayId: headerOf(response, 'x-request-id'),
    text: await textOf(response),
  });

/** Opens a socket of the running system; `gateway` is the base URL of REST. Rejects with `HandshakeRefused`, or as the connection does. */
export const openWebSocket = (gateway: string, token: string, handshakeTimeout: number): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const url = `${gateway.replace(/^http/, 'ws')}/socket`;
    const socket = new WebSocket(url, ['manga-assist', token], { handshakeTimeout });
    socket.once('open', () => resolve(socket));
    // A broken connection that was open closes; the close is what counts.
    socket.on('error', reject);
    socket.once('unexpected-response', (_, response) => {
      refusalOf(response)
        .then(reject, reject)
        .finally(() => socket.terminate());
    });
  });
