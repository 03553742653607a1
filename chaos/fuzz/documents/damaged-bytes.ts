import * as fc from 'fast-check';

const damages: readonly ((text: string, at: number) => string)[] = [
  (text, at) => text.slice(0, at),
  (text) => `${text},`,
  (text) => `${text}${text}`,
  (text) => `${text} //`,
  (text) => `\uFEFF\uFEFF${text}`,
  (text) => text.replace('{', '{,'),
  (text) => text.replaceAll('"', "'"),
  (text) => `${text.slice(0, -1)},}`,
  (text) => `${text.slice(0, -1)},"a":NaN}`,
  (text) => `${text.slice(0, -1)},"a":01}`,
  (text) => `${text.slice(0, -1)},"a":"\t"}`,
  (text) => `${text.slice(0, -1)},"a":"\\x"}`,
  (text) => `)]}'\n${text}`,
  () => '',
  () => '\u0000',
];

/** Texts of objects in JSON that are JSON no more. */
export const damagedBytes = (objects: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(objects, fc.constantFrom(...damages), fc.double({ min: 0, max: 0.999, noNaN: true }))
    .map(([text, damage, share]) => Buffer.from(damage(text, Math.floor(share * text.length))));

const wrongSequences = [
  [0xff],
  [0x80],
  [0xc0, 0xaf],
  [0xe0, 0x80, 0xaf],
  // Halves of a surrogate pair, as CESU-8 and Java's modified UTF-8 write them.
  [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  [0xed, 0xbf, 0xbf],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0xe6, 0xbc],
  // Shift_JIS, EUC-JP, UTF-16.
  [0x82, 0xb1, 0x82, 0xf1],
  [0xa4, 0xb3, 0xa4, 0xf3],
  [0xff, 0xfe, 0x7b, 0x00],
];

/** The same texts with bytes in them that are not UTF-8. */
export const invalidUtf8 = (texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(texts, fc.constantFrom(...wrongSequences), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, wrong, share]) => {
      const bytes = Buffer.from(text);
      const at = Math.floor(share * bytes.length);
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(wrong), bytes.subarray(at)]);
    });
