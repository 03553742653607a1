import { isUtf8 } from 'node:buffer';

/** Number of continuation bytes after a first byte, and the range of the first of them (RFC 3629, section 4). */
const sequence = (first: number): readonly [length: number, low: number, high: number] | undefined => {
  if (first >= 0xc2 && first <= 0xdf) return [1, 0x80, 0xbf];
  if (first === 0xe0) return [2, 0xa0, 0xbf];
  if (first === 0xed) return [2, 0x80, 0x9f];
  if (first >= 0xe1 && first <= 0xef) return [2, 0x80, 0xbf];
  if (first === 0xf0) return [3, 0x90, 0xbf];
  if (first === 0xf4) return [3, 0x80, 0x8f];
  if (first >= 0xf1 && first <= 0xf3) return [3, 0x80, 0xbf];
  return undefined;
};

const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x80 && byte <= 0xbf;

const blockBytes = 1024;

/** Where the first block begins that is not UTF-8 as a whole; blocks end where a character does. */
const firstInvalidBlock = (bytes: Uint8Array): number => {
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + blockBytes, bytes.length);
    while (end > start && end < bytes.length && isContinuation(bytes[end])) end -= 1;
    if (end === start || !isUtf8(bytes.subarray(start, end))) return start;
    start = end;
  }
  return bytes.length;
};

/** Position, from 0, of the first byte that begins no valid UTF-8 sequence; undefined when all is UTF-8. */
export const firstInvalidUtf8Byte = (bytes: Uint8Array): number | undefined => {
  let position = firstInvalidBlock(bytes);
  while (position < bytes.length) {
    const first = bytes[position] ?? 0;
    if (first < 0x80) {
      position += 1;
      continue;
    }
    const [length, low, high] = sequence(first) ?? [0, 0, 0];
    const second = bytes[position + 1];
    if (length === 0 || second === undefined || second < low || second > high) return position;
    for (let offset = 2; offset <= length; offset += 1) {
      if (!isContinuation(bytes[position + offset])) return position;
    }
    position += length + 1;
  }
  return undefined;
};
