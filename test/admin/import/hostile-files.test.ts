import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { checkRow } from '../../../admin/import/check-row';
import { readSource } from '../../../admin/import/read-source';

const folder = mkdtempSync(join(tmpdir(), 'manga-hostile-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every row's outcome: its catalogue id, or what is wrong with it and where. */
const read = async (name: string, content: string | Uint8Array): Promise<readonly string[]> => {
  const file = join(folder, name);
  writeFileSync(file, content);
  const outcomes: string[] = [];
  for await (const row of readSource(file)) {
    const checked = checkRow(row);
    if (checked.ok) outcomes.push(checked.imported.catalogId);
    else outcomes.push(...checked.problems.map(({ place, problem }) => `${place.at} ${problem}`));
  }
  return outcomes;
};

const good = '{"id":"C1","title":"進撃の巨人","creators":["諫山創"]}';
const nested = '['.repeat(50_000) + ']'.repeat(50_000);

/** A zip that says of its entry that it has so many bytes (APPNOTE.TXT, section 4.3.12). */
const saying = (bytes: number, zip: Uint8Array): Buffer => {
  const patched = Buffer.from(zip);
  patched.writeUInt32LE(bytes, patched.indexOf('PK\u0001\u0002') + 24);
  return patched;
};

const spaces = Buffer.alloc(16 * 1024 * 1024, ' ');

test.each([
  ['bomb.jsonl.gz', () => Buffer.concat(Array.from({ length: 17 }, () => gzipSync(spaces, { level: 1 })))],
  ['bomb.zip', () => saying(300 * 1024 * 1024, zipSync({ 'a.jsonl': strToU8(good) }))],
])('%s is refused for what it unpacks to, with the limit', async (name, make) => {
  const bytes = make();
  expect(bytes.length).toBeLessThan(4 * 1024 * 1024);
  await expect(read(name, bytes)).rejects.toThrow(`${name} holds more than 256 MB: split it.`);
});

test.each([
  ['cut.jsonl.gz', gzipSync(good).subarray(0, 30)],
  ['garbage.jsonl.gz', Buffer.concat([gzipSync(good), Buffer.from('garbage')]).subarray(1)],
  ['cut.zip', zipSync({ 'a.jsonl': strToU8(good) }).subarray(0, 60)],
])('%s is refused as damaged', async (name, bytes) => {
  await expect(read(name, bytes)).rejects.toThrow(
    /cannot be unpacked: it is damaged or not a \.(gz|zip) file/,
  );
});

test('entries of a zip whose names lead elsewhere are read, and nothing is written anywhere', async () => {
  const before = readdirSync(folder).length;
  const names = [
    '../../evil.jsonl',
    '/etc/evil.jsonl',
    'C:\\evil.jsonl',
    '__proto__.jsonl',
    'a\u001b[2J.jsonl',
  ];
  const zip = zipSync(
    Object.fromEntries(names.map((name, at) => [name, strToU8(good.replace('C1', `C${at}`))])),
  );
  writeFileSync(join(folder, 'slip.zip'), zip);
  const places: string[] = [];
  for await (const { place } of readSource(join(folder, 'slip.zip'))) places.push(place.file);
  expect(places).toHaveLength(names.length);
  expect(places.join('')).not.toMatch(/\p{Cc}/u);
  expect(readdirSync(folder)).toHaveLength(before + 1);
});

test.each([
  ['is nested 50,000 deep', `{"id":"C2","title":${nested}}`, '2 is nested too deeply'],
  [
    'has a property of every object',
    '{"id":"C2","title":"x","creators":[],"constructor":{}}',
    '2 constructor: is not a known field',
  ],
  [
    'has __proto__',
    '{"id":"C2","title":"x","creators":[],"__proto__":{"title":"y"}}',
    '2 __proto__: is not a known field',
  ],
  ['is no object', '[[[[1]]]]', '2 is not a JSON object'],
  [
    'is one long line',
    `{"id":"C2","title":"${'あ'.repeat(200_000)}"}`,
    /^2 has 600,\d{3} bytes as a message, at most 262,144 are taken$/,
  ],
  ['is cut off', '{"id":"C2","title":"x', '2 is not a JSON object'],
  [
    'has a number beyond all numbers',
    '{"id":"C2","title":"x","creators":[],"priceYen":1e400}',
    /^2 priceYen: must be/,
  ],
  ['has half a character', '{"id":"\\ud800","title":"x","creators":[]}', /^2 catalogId: must match/],
])('a row that %s is refused alone: the others are taken', async (_what, row, problem) => {
  const outcomes = await read('rows.jsonl', [good, row, good.replace('C1', 'C3')].join('\n'));
  expect(outcomes).toEqual([
    'C1',
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
    'C3',
  ]);
});

test('a table with a column named constructor does not take it for one of ours', async () => {
  const outcomes = await read('table.csv', 'id,title,creators,constructor\nC1,進撃の巨人,諫山創,=cmd()\n');
  expect(outcomes).toEqual(['C1']);
});

test('a table with one quote that never ends says so', async () => {
  const outcomes = await read('open.csv', `id,title,creators\nC1,"${'x\n'.repeat(10_000)}`);
  expect(outcomes).toEqual([expect.stringContaining('is not CSV')]);
});
