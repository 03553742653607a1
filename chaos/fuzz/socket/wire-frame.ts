/** One frame of RFC 6455, section 5.2, of either side. */
export interface WireFrame {
  readonly fin: boolean;
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** Without its mask. */
  readonly payload: Buffer;
  /** Position behind it. */
  readonly end: number;
}

/** The frame that begins at a position; undefined: not all of it is there. */
export const readWireFrame = (bytes: Buffer, start: number): WireFrame | undefined => {
  const [first, second] = bytes.subarray(start, start + 2);
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = second >= 0x80;
  const maskStart = start + 2 + extended;
  const payloadStart = maskStart + (masked ? 4 : 0);
  if (bytes.length < payloadStart) return undefined;
  const length =
    extended === 0
      ? short
      : extended === 2
        ? bytes.readUInt16BE(start + 2)
        : Number(bytes.readBigUInt64BE(start + 2));
  const end = payloadStart + length;
  if (bytes.length < end) return undefined;
  const mask = bytes.subarray(maskStart, payloadStart);
  return {
    fin: first >= 0x80,
    reserved: (first >> 4) & 0x07,
    opcode: first & 0x0f,
    masked,
    payload: Buffer.from(bytes.subarray(payloadStart, end).map((byte, at) => byte ^ (mask[at % 4] ?? 0))),
    end,
  };
};
