import { isUtf8 } from 'node:buffer';
import { maxFrameBytes, maxSocketMessageBytes } from '../../../local/gateway/socket/socket-api';
import { opcodes } from './client-frame';
import { readWireFrame, type WireFrame } from './wire-frame';

/** Close codes of RFC 6455, section 7.4.1. */
export const closeCodes = {
  normal: 1000,
  protocol: 1002,
  unsupported: 1003,
  none: 1005,
  notUtf8: 1007,
  tooBig: 1009,
};

/** What a server owes a client for its bytes, by RFC 6455 and API Gateway's limits. */
export interface ClientFrames {
  /** Whole messages of text: one answer each. */
  readonly messages: number;
  /** Payloads of the pings, in hex: one pong each, in this order. */
  readonly pings: readonly string[];
  /** How the bytes end; `over`: with what the server has to close the connection for, and reads nothing behind. */
  readonly end: 'between messages' | 'inside a message' | 'inside a frame' | 'over';
  /** Where it is over, codes with which the server may close. */
  readonly closeCodes: readonly number[];
}

const maxControlBytes = 125;

const isCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);

/** The code in a client's close frame, which the server says again; that of a refusal, where the frame is not valid. */
const closeCodeOf = (payload: Buffer): number => {
  if (payload.length === 0) return closeCodes.none;
  if (payload.length === 1 || !isCloseCode(payload.readUInt16BE())) return closeCodes.protocol;
  return isUtf8(payload.subarray(2)) ? payload.readUInt16BE() : closeCodes.notUtf8;
};

/** Why a frame's head alone is refused. `begun`: the op-code of the message whose parts are coming. */
const refusedHead = (
  { fin, reserved, opcode, masked, payload }: WireFrame,
  begun: number | undefined,
): number | undefined => {
  const known: readonly number[] = Object.values(opcodes);
  if (reserved !== 0 || !masked || !known.includes(opcode)) return closeCodes.protocol;
  if (payload.length > maxFrameBytes) return closeCodes.tooBig;
  if (opcode >= opcodes.close)
    return fin && payload.length <= maxControlBytes ? undefined : closeCodes.protocol;
  return (opcode === opcodes.continuation) === (begun !== undefined) ? undefined : closeCodes.protocol;
};

const refusedMessage = (opcode: number, message: Buffer): number | undefined => {
  if (opcode === opcodes.binary) return closeCodes.unsupported;
  return isUtf8(message) ? undefined : closeCodes.notUtf8;
};

/** Reads what a client sends behind its handshake, frame by frame, as a server has to. */
export const readClientFrames = (bytes: Buffer): ClientFrames => {
  const pings: string[] = [];
  let messages = 0;
  let begun: number | undefined;
  let parts: Buffer[] = [];
  // The gateway measures all frames of a packet before it reads the first of them.
  const over = (code: number): ClientFrames => ({
    messages,
    pings,
    end: 'over',
    closeCodes: [code, closeCodes.tooBig],
  });
  const partsBytes = (): number => parts.reduce((sum, { length }) => sum + length, 0);

  for (let at = 0; at < bytes.length; ) {
    const frame = readWireFrame(bytes, at);
    if (frame === undefined) return { messages, pings, end: 'inside a frame', closeCodes: [] };
    const refused = refusedHead(frame, begun);
    if (refused !== undefined) return over(refused);
    const { fin, opcode, payload } = frame;
    at = frame.end;
    if (opcode === opcodes.close) return over(closeCodeOf(payload));
    if (opcode === opcodes.ping) pings.push(payload.toString('hex'));
    if (opcode >= opcodes.close) continue;
    begun ??= opcode;
    parts.push(payload);
    if (partsBytes() > maxSocketMessageBytes) return over(closeCodes.tooBig);
    if (!fin) continue;
    const code = refusedMessage(begun, Buffer.concat(parts));
    if (code !== undefined) return over(code);
    messages += 1;
    begun = undefined;
    parts = [];
  }
  return {
    messages,
    pings,
    end: begun === undefined ? 'between messages' : 'inside a message',
    closeCodes: [],
  };
};
