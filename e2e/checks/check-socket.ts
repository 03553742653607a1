import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { waitUntil } from '../../chaos/wait-until';
import { guestToken } from './check-rest';
import type { Driven } from './driven';
import { fieldOf, textOf } from './field-of';

const timeoutMs = 30_000;

/** The status with which a handshake was refused; throws when it was not. */
const refusal = async (url: string): Promise<number> => {
  const socket = new WebSocket(url, { handshakeTimeout: timeoutMs });
  socket.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      reject(new Error('the socket opened'));
    });
    socket.once('unexpected-response', (_request: unknown, response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
};

const converse = async (url: string, frame: unknown): Promise<readonly unknown[]> => {
  const socket = new WebSocket(url, { handshakeTimeout: timeoutMs });
  const frames: unknown[] = [];
  socket.on('message', (data: Buffer) => void frames.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  try {
    socket.send(JSON.stringify(frame));
    const isOver = (): boolean => ['end', 'error'].includes(String(fieldOf(frames.at(-1), 'type')));
    await waitUntil('an end or error frame', isOver, { timeoutMs, everyMs: 50 });
    return frames;
  } finally {
    socket.close();
  }
};

/** The socket door: the deployed WebSocket API, the bridge, and `@connections`. */
export const checkSocket = async ({ trial, doors }: Driven): Promise<void> => {
  await trial.check('a socket gets its streamed answer through @connections', async () => {
    const token = await guestToken(doors.rest);
    const frames = await converse(`${doors.socket}?token=${token}`, {
      action: 'sendMessage',
      requestId: 'e2e-1',
      data: { message: 'ダークファンタジーの漫画を教えてください', preferredLanguage: 'ja' },
    });
    const types = frames.map((frame) => textOf(frame, 'type'));
    const deltas = frames.filter((frame) => fieldOf(frame, 'type') === 'delta');
    const text = deltas.map((frame) => textOf(frame, 'text')).join('');
    // One delta is an answer that was not streamed.
    if (types[0] !== 'start' || types.at(-1) !== 'end' || deltas.length < 2 || text === '')
      throw new Error(`frames ${types.join(', ')}: ${JSON.stringify(frames.at(-1))}`);
    return `start, ${deltas.length} deltas of ${text.length} characters, end`;
  });
  await trial.check('the authorizer refuses on the socket: a wrong token, and none', async () => {
    const statuses = [await refusal(`${doors.socket}?token=wrong`), await refusal(doors.socket)];
    if (statuses.some((status) => status !== 401)) throw new Error(`answered ${statuses.join(', ')}`);
    return statuses.join(', ');
  });
};
