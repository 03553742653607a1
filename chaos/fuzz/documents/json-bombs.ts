import * as fc from 'fast-check';

const depths = [100, 5_000, 10_000];
const keys = Array.from({ length: 4000 }, (_, at) => `"k${at}":${at}`).join(',');

/** What is small to send and could be large, deep or slow to read. */
export const structuralBombs: fc.Arbitrary<string> = fc.constantFrom(
  ...depths.flatMap((depth) => [
    '['.repeat(depth) + ']'.repeat(depth),
    '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
    `{"action":"sendMessage","data":${'['.repeat(depth)}${']'.repeat(depth)}}`,
  ]),
  '['.repeat(60_000),
  '{"a":'.repeat(12_000),
  `{"action":"sendMessage","data":{${keys}}}`,
  `{"action":"sendMessage",${keys}}`,
  `{"action":"sendMessage","data":{${'"message":"x",'.repeat(4000)}"message":5}}`,
  `{"${'k'.repeat(60_000)}":1}`,
  `{"action":"${'a'.repeat(60_000)}"}`,
  `{"action":"sendMessage","data":{"message":"${'あ'.repeat(20_000)}"}}`,
  `{"action":"sendMessage","data":{"sessionId":"${'0'.repeat(60_000)}"}}`,
  `[${'"",'.repeat(20_000)}""]`,
  `{"action":${'9'.repeat(60_000)}}`,
  `"${'\\u0000'.repeat(10_000)}"`,
);

const withLimit = (...numbers: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...numbers).map((number) => `{"action":"getHistory","data":{"limit":${number}}}`);

/** Whole numbers from 1 to 50 that do not look like it. */
export const oddNumbers = withLimit('1E1', '0.5e1', '1.0', '50.0', '1e0', '0.00000000000000000001e20');

/** Numbers at the edge of what JSON, a double or an integer can say, none of them from 1 to 50. */
export const wrongNumbers = withLimit(
  '1e400',
  '-1e400',
  '-0',
  '1e-400',
  '0.1',
  '2e-1',
  '50.000000000001',
  '9'.repeat(400),
);
