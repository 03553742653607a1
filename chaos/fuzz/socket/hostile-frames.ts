import * as fc from 'fast-check';
import { clientFrame, opcodes } from './client-frame';

const payload = fc.oneof(
  fc
    .constantFrom(
      '{"action":"ping"}',
      '{"action":"ping","requestId":"r1"}',
      '{',
      '',
      'null',
      '\uFEFF{"action":"ping"}',
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(125, 126, 127, 32_768, 32_769, 65_535, 65_536).map((length) => Buffer.alloc(length, 0x20)),
);

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

/** What follows a handshake: frames that fit together and frames that do not, and bytes that are none. */
export const hostileFrames: fc.Arbitrary<Buffer> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(frame, { minLength: 1, maxLength: 8 }).map((frames) => Buffer.concat(frames)),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  },
);
