import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Doors } from '../doors/rest-door';
import { clientFrame, handshakeBytes, opcodes } from './client-frame';

const patienceMs = 20_000;

/** A question behind the frames, and a close: whatever came before, the gateway has to answer with a close of its own, or to hang up. */
const ending = Buffer.concat([
  clientFrame(opcodes.text, Buffer.from('{"action":"ping","requestId":"last"}')),
  clientFrame(opcodes.close, Buffer.from([0x03, 0xe8])),
]);

/** Sends frames right behind a handshake; says what is wrong when the connection does not come to its end. */
export const tryFrames = async ({ gateway, token }: Doors, frames: Buffer): Promise<readonly string[]> => {
  const socket = connect(Number(new URL(gateway).port), '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk)).on('error', () => undefined);
  const closed = once(socket, 'close');
  // Half a frame may be waited for; the end of the connection is the end of it.
  socket.once('data', () => socket.end());
  socket.write(
    Buffer.concat([handshakeBytes('/socket', { Authorization: `Bearer ${token}` }), frames, ending]),
  );
  const end = await Promise.race([
    closed.then(() => 'closed' as const),
    delay(patienceMs, 'open' as const, { ref: false }),
  ]);
  socket.destroy();
  const text = Buffer.concat(received).toString('latin1');
  return [
    ...(text.startsWith('HTTP/1.1 101 ')
      ? []
      : [`the handshake was answered with ${JSON.stringify(text.slice(0, 100))}`]),
    ...(end === 'closed' ? [] : [`the connection was still open after ${patienceMs} ms`]),
  ];
};
