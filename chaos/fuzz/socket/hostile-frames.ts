import * as fc from 'fast-check';
import { clientFrame, opcodes } from './client-frame';

const texts = [
  '{"action":"ping"}',
  '{"action":"ping","requestId":"r1"}',
  '{"action":"ping","requestId":"漫画"}',
  '{',
  '',
  'null',
  '\uFEFF{"action":"ping"}',
].map((text) => Buffer.from(text));

const randomBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

const payload = fc.oneof(
  fc.constantFrom(...texts),
  randomBytes,
  fc.constantFrom(125, 126, 127, 32_768, 32_769, 65_535, 65_536).map((length) => Buffer.alloc(length, 0x20)),
);

/** One that is right in most respects. */
const frame = fc
  .record({
    opcode: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...Object.values(opcodes)) },
      { weight: 1, arbitrary: fc.nat(15) },
    ),
    fin: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    masked: fc.oneof(
      { weight: 9, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    reserved: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(7) }),
    payload,
  })
  .map(({ opcode, payload, ...options }) => clientFrame(opcode, payload, options));

/** A message in parts, wherever they are cut, with pings between them. */
const inParts = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...texts),
      fc.constantFrom(32_768, 131_072, 131_073).map((length) => Buffer.alloc(length, 0x20)),
    ),
    fc.integer({ min: 1, max: 6 }),
    fc.boolean(),
  )
  .map(([text, count, pinged]) => {
    const size = Math.max(1, Math.ceil(text.length / count));
    const starts = Array.from({ length: Math.max(1, Math.ceil(text.length / size)) }, (_, at) => at * size);
    return Buffer.concat(
      starts.flatMap((start, at) => [
        clientFrame(at === 0 ? opcodes.text : opcodes.continuation, text.subarray(start, start + size), {
          fin: at === starts.length - 1,
        }),
        ...(pinged ? [clientFrame(opcodes.ping, Buffer.from([at]))] : []),
      ]),
    );
  });

/** What nothing is wrong with. */
const orderly = fc.oneof(
  inParts,
  fc
    .tuple(fc.constantFrom(opcodes.ping, opcodes.pong), fc.uint8Array({ maxLength: 125 }))
    .map(([opcode, bytes]) => clientFrame(opcode, Buffer.from(bytes))),
);

/** A message whose other parts never come. */
const begun = clientFrame(opcodes.text, Buffer.from('{'), { fin: false });

const joined = (parts: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc.array(parts, { minLength: 1, maxLength: 8 }).map((all) => Buffer.concat(all));

/** What follows a handshake: frames that fit together, whole or cut off, frames that do not, and bytes that are none. */
export const hostileFrames: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 5, arbitrary: joined(frame) },
  { weight: 4, arbitrary: joined(orderly) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(joined(orderly), fc.double({ min: 0, max: 0.999, noNaN: true }))
      .map(([frames, share]) => frames.subarray(0, Math.ceil(share * frames.length))),
  },
  { weight: 2, arbitrary: fc.tuple(joined(orderly), frame).map((parts) => Buffer.concat(parts)) },
  { weight: 1, arbitrary: joined(orderly).map((frames) => Buffer.concat([frames, begun])) },
  { weight: 1, arbitrary: randomBytes },
);
