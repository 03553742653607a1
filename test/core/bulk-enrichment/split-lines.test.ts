import * as fc from 'fast-check';
import { lineGroups } from '../../../core/bulk-enrichment/line-groups';
import { splitLines } from '../../../core/bulk-enrichment/split-lines';

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const all = async <T>(values: AsyncIterable<T>): Promise<readonly T[]> => {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
};

test('lines come whole, wherever the chunks of bytes end, and line separators within texts split nothing', async () => {
  const line = fc
    .string({ unit: 'binary' })
    .map((text) => JSON.stringify({ text }))
    .filter((json) => json.isWellFormed());
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      async (lines, size, closed) => {
        const bytes = Buffer.from(lines.join('\n') + (closed ? '\n' : ''));
        expect(await all(splitLines(inChunks(bytes, size)))).toEqual(lines);
      },
    ),
  );
  expect(await all(splitLines(inChunks(Buffer.from('{"a":"\u2028"}\n\n{}'), 3)))).toEqual([
    '{"a":"\u2028"}',
    '{}',
  ]);
});

test('groups leave out what was done before', async () => {
  async function* lines() {
    yield* ['1', '2', '3', '4', '5'];
  }
  expect(await all(lineGroups(lines(), { skip: 1, size: 3 }))).toEqual([['2', '3', '4'], ['5']]);
  expect(await all(lineGroups(lines(), { skip: 5, size: 3 }))).toEqual([]);
});
