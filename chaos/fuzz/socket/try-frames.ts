import type { Doors } from '../doors/doors';
import { clientFrame, handshakeBytes, opcodes } from './client-frame';
import { openFrameConnection } from './frame-connection';
import { isAnswered, judgeFrames } from './judge-frames';
import { readClientFrames } from './read-client-frames';

const patienceMs = 20_000;

const ping = clientFrame(opcodes.ping, Buffer.from('last'));
const question = clientFrame(opcodes.text, Buffer.from('{"action":"ping","requestId":"last"}'));
const close = clientFrame(opcodes.close, Buffer.from([0x03, 0xe8]));

/** Frames behind which a server shows that it still reads. */
const closing = { 'between messages': [ping, question], 'inside a message': [ping] };

const lastWords = (frames: Buffer): readonly Buffer[] => {
  const { end } = readClientFrames(frames);
  return end === 'between messages' || end === 'inside a message' ? closing[end] : [];
};

/** Sends frames right behind a handshake, as a client that waits for its answers and then leaves; says what is wrong with what came. */
export const tryFrames = async ({ gateway, token }: Doors, frames: Buffer): Promise<readonly string[]> => {
  const bytes = Buffer.concat([frames, ...lastWords(frames)]);
  const sent = readClientFrames(bytes);
  const connection = openFrameConnection(gateway);
  connection.write(Buffer.concat([handshakeBytes('/socket', { Authorization: `Bearer ${token}` }), bytes]));
  await connection.until(
    (received) => received.closeCode !== undefined || (sent.end !== 'over' && isAnswered(sent, received)),
    patienceMs,
  );
  // The rest of a frame could be waited for; every other connection the server has to end.
  if (sent.end === 'inside a frame') connection.end();
  else if (sent.end !== 'over') connection.write(close);
  await connection.until(({ closeCode }) => closeCode !== undefined, patienceMs);
  // The client's part of a close that the server has begun or agreed to.
  if (connection.received().closeCode !== undefined) connection.end();
  await connection.until(() => false, patienceMs);
  const received = connection.received();
  connection.destroy();
  return judgeFrames(sent, received);
};
