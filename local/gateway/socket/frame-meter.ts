/**
 * Watches the bytes of a client (RFC 6455, section 5.2) for the length of each frame. The WebSocket library tells
 * messages alone, and API Gateway limits frames too.
 */
export class FrameMeter {
  readonly #maxFrameBytes: number;
  /** Header bytes seen of the current frame. */
  #header: number[] = [];
  /** Payload bytes of the current frame that are still to come. */
  #left = 0;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** False as soon as a frame says that it is longer than allowed. */
  accept(chunk: Uint8Array): boolean {
    for (let position = 0; position < chunk.length; ) {
      const skipped = Math.min(this.#left, chunk.length - position);
      this.#left -= skipped;
      position += skipped;
      if (position === chunk.length) break;
      this.#header.push(chunk[position] ?? 0);
      position += 1;
      const length = payloadBytes(this.#header);
      if (length === undefined) continue;
      if (length > this.#maxFrameBytes) return false;
      this.#left = length;
      this.#header = [];
    }
    return true;
  }
}

/** Length of the payload behind a header; undefined while the header is not complete. */
const payloadBytes = (header: readonly number[]): number | undefined => {
  const second = header[1];
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const mask = (second & 0x80) === 0 ? 0 : 4;
  if (header.length < 2 + extended + mask) return undefined;
  if (extended === 0) return short;
  return header.slice(2, 2 + extended).reduce((length, byte) => length * 256 + byte, 0);
};
