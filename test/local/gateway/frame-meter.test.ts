import * as fc from 'fast-check';
import { FrameMeter } from '../../../local/gateway/socket/frame-meter';

/** A masked client frame (RFC 6455, section 5.2) with a payload of so many bytes. */
const frame = (length: number): Buffer => {
  const mask = Buffer.from([1, 2, 3, 4]);
  const header =
    length < 126
      ? Buffer.from([0x81, 0x80 | length])
      : length < 65_536
        ? Buffer.from([0x81, 0x80 | 126, length >> 8, length & 0xff])
        : Buffer.from([
            0x81,
            0x80 | 127,
            0,
            0,
            0,
            0,
            ...[24, 16, 8, 0].map((bits) => (length >> bits) & 0xff),
          ]);
  return Buffer.concat([header, mask, Buffer.alloc(length, 0x7f)]);
};

const inChunks = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let position = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(position, position + size));
    position += size;
  }
  chunks.push(bytes.subarray(position));
  return chunks;
};

test('frames up to the limit pass and a longer one does not, however the bytes arrive', () => {
  const limit = 300;
  const lengths = fc.array(fc.constantFrom(0, 1, 125, 126, 200, 300, 301, 70_000), { maxLength: 6 });
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
  fc.assert(
    fc.property(lengths, sizes, (frames, cuts) => {
      const meter = new FrameMeter(limit);
      const accepted = inChunks(Buffer.concat(frames.map(frame)), cuts).every((chunk) => meter.accept(chunk));
      expect(accepted).toBe(frames.every((length) => length <= limit));
    }),
  );
});
