import { opcodes } from './client-frame';
import { closeCodes } from './read-client-frames';
import { readWireFrame, type WireFrame } from './wire-frame';

/** What a server has sent so far. */
export interface ServerFrames {
  /** Of its answer to the handshake; empty: none yet. */
  readonly statusLine: string;
  readonly texts: readonly string[];
  /** Payloads, in hex. */
  readonly pongs: readonly string[];
  /** Of its close frame. */
  readonly closeCode?: number;
  /** What no client can read. */
  readonly broken?: string;
}

const headEnd = '\r\n\r\n';

const problemOf = ({ fin, reserved, opcode, masked }: WireFrame): string | undefined => {
  const known: readonly number[] = [opcodes.text, opcodes.close, opcodes.pong];
  return fin && reserved === 0 && !masked && known.includes(opcode)
    ? undefined
    : `a frame with op-code ${opcode}, fin ${fin}, reserved bits ${reserved}, masked ${masked}`;
};

/** Reads what a server sends from its answer to the handshake on; half a frame at the end is left out. */
export const readServerFrames = (bytes: Buffer): ServerFrames => {
  const head = bytes.indexOf(headEnd);
  const [statusLine = ''] = bytes.toString('latin1', 0, Math.max(0, head)).split('\r\n');
  const texts: string[] = [];
  const pongs: string[] = [];
  const received = { statusLine, texts, pongs };
  if (!statusLine.startsWith('HTTP/1.1 101 ')) return received;
  for (let at = head + headEnd.length; ; ) {
    const frame = readWireFrame(bytes, at);
    if (frame === undefined) return received;
    const broken = problemOf(frame);
    if (broken !== undefined) return { ...received, broken };
    const { opcode, payload, end } = frame;
    if (opcode === opcodes.close)
      return { ...received, closeCode: payload.length < 2 ? closeCodes.none : payload.readUInt16BE() };
    if (opcode === opcodes.text) texts.push(payload.toString());
    else pongs.push(payload.toString('hex'));
    at = end;
  }
};
