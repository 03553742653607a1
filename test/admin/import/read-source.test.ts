import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { type CheckedRow, checkRow } from '../../../admin/import/check-row';
import { readSource } from '../../../admin/import/read-source';
import { mediaArtsDatabase } from '../../../scripts/media-arts-database';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manga-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (name: string, content: string | Uint8Array): Promise<CheckedRow[]> => {
  const path = join(folder, name);
  await writeFile(path, content);
  const rows: CheckedRow[] = [];
  for await (const row of readSource(path)) rows.push(checkRow(row));
  return rows;
};

const good = (rows: readonly CheckedRow[]) => rows.flatMap((row) => (row.ok ? [row.imported] : []));
const bad = (rows: readonly CheckedRow[]) =>
  rows.flatMap((row) =>
    row.ok ? [] : row.problems.map(({ place, problem }) => `${place.file}:${place.at}: ${problem}`),
  );

const giants = {
  catalogId: 'C1',
  item: {
    title: '進撃の巨人',
    titleReading: 'シンゲキノキョジン',
    creators: ['諫山創'],
    publishedFrom: '2009-09-09',
    notes: '別冊少年マガジンで連載',
  },
};

describe('CSV', () => {
  const header = 'catalogId,title,titleReading,creators,publishedFrom,notes\n';

  test('rows become items, with quotes and line breaks as spreadsheets write them', async () => {
    const rows = await read(
      'a.csv',
      `\uFEFF${header}C1,進撃の巨人,シンゲキノキョジン,諫山創,2009/9/9,"別冊少年マガジンで連載"\nC2,"題, ""その二""",,甲 ／ 乙,,"一行目\n二行目"\n`,
    );
    expect(good(rows)).toEqual([
      giants,
      { catalogId: 'C2', item: { title: '題, "その二"', creators: ['甲', '乙'], notes: '一行目\n二行目' } },
    ]);
  });

  test('a bad row is named by file, line and field, and the others are read', async () => {
    const rows = await read('b.csv', `${header}C1,,,,,\n,題,,,,\nC3,題,,,来年,\nC4,題,,\nC5,題,,,,\n`);
    expect(bad(rows)).toEqual([
      'b.csv:2: title: is required',
      'b.csv:3: catalogId: is required',
      expect.stringContaining('b.csv:4: publishedFrom: must match'),
      'b.csv:5: has 4 columns, the first line has 6',
    ]);
    expect(good(rows).map(({ catalogId }) => catalogId)).toEqual(['C5']);
  });

  test('Japanese column names, prices and ISBNs are understood, and an ISBN can be the id', async () => {
    const rows = await read(
      'c.csv',
      'タイトル,著者,ISBN,価格\n題,[作]甲 ／ [画]乙,978-4-06-384276-0,"¥1,100"\n',
    );
    expect(good(rows)).toEqual([
      {
        catalogId: 'isbn-9784063842760',
        item: {
          title: '題',
          creators: ['甲', '乙'],
          notes: '担当：甲（作）、乙（画）',
          isbn: '9784063842760',
          priceYen: 1100,
        },
      },
    ]);
  });

  test('a spreadsheet in Shift_JIS is read', async () => {
    // 「タイトル,id」「題,S1」 as Excel writes them.
    const bytes = [0x83, 0x5e, 0x83, 0x43, 0x83, 0x67, 0x83, 0x8b, 0x2c, 0x69, 0x64, 0x0a];
    const row = [0x91, 0xe8, 0x2c, 0x53, 0x31, 0x0a];
    const rows = await read('d.csv', Uint8Array.from([...bytes, ...row]));
    expect(good(rows)).toEqual([{ catalogId: 'S1', item: { title: '題', creators: [] } }]);
  });

  test('a file without a title column says which columns are known', async () => {
    expect(bad(await read('e.csv', 'a,b\n1,2\n'))).toEqual([
      expect.stringMatching(/^e\.csv:1: has no column "title".*known are catalogId, title/),
    ]);
  });
});

describe('JSON Lines', () => {
  test('flat rows and jobs with an item are read, and bad lines are named', async () => {
    const lines = [
      JSON.stringify({ catalogId: 'C1', ...giants.item }),
      JSON.stringify(giants),
      '{"catalogId":',
      '',
      JSON.stringify({ catalogId: 'C9', title: '題', colour: 'red' }),
      JSON.stringify({ catalogId: '漫画', title: '題' }),
    ];
    const rows = await read('a.jsonl', lines.join('\n'));
    expect(good(rows)).toEqual([giants, giants]);
    expect(bad(rows)).toEqual([
      'a.jsonl:3: is not a JSON object',
      'a.jsonl:5: colour: is not a known field',
      expect.stringContaining('a.jsonl:6: catalogId: must match'),
    ]);
  });

  test('a job above 256 KB is refused with its size', async () => {
    const rows = await read(
      'big.jsonl',
      JSON.stringify({ catalogId: 'C1', title: '題', notes: 'あ'.repeat(100_000) }),
    );
    expect(bad(rows)).toEqual([
      expect.stringMatching(/^big\.jsonl:1: has 300,\d{3} bytes as a message, at most 262,144 are taken$/),
    ]);
  });
});

describe('the Media Arts Database', () => {
  const node = {
    '@id': 'https://mediaarts-db.bunka.go.jp/id/C87430',
    label: '好敵手 室伏広治物語',
    identifier: 'C87430',
    name: ['好敵手 室伏広治物語', { '@language': 'ja-hrkt', '@value': 'ライバルムロフシコウジモノガタリ' }],
    creator: [{ '@language': 'ja-hrkt', '@value': 'ヤナギダトウイチロウ' }, '柳田東一郎'],
    originalWorkCreator: '門脇正法',
    contributor: '[取材協力]甲　／　乙',
    datePublished: '2000-10-02',
    note: '読切',
  };

  test('readings, people and roles are understood', async () => {
    const rows = await read('madb.json', JSON.stringify({ '@graph': [node] }));
    expect(good(rows)).toEqual([
      {
        catalogId: 'C87430',
        item: {
          title: '好敵手 室伏広治物語',
          titleReading: 'ライバルムロフシコウジモノガタリ',
          creators: ['門脇正法', '柳田東一郎', '甲', '乙'],
          publishedFrom: '2000-10-02',
          notes: '読切\n担当：門脇正法（原作）、甲（取材協力）\n人名の読み：ヤナギダトウイチロウ',
        },
      },
    ]);
  });

  test.each([
    ['madb.zip', (bytes: Uint8Array) => zipSync({ 'inner.json': bytes, 'README.txt': strToU8('…') })],
    ['madb.json.gz', (bytes: Uint8Array) => gzipSync(bytes)],
  ])('%s is unpacked', async (name, pack) => {
    const rows = await read(name, pack(strToU8(JSON.stringify({ '@graph': [node] }))));
    expect(good(rows).map(({ catalogId }) => catalogId)).toEqual(['C87430']);
  });

  test('a node without a title is named by its id', async () => {
    const rows = await read('n.json', JSON.stringify({ '@graph': [{ identifier: 'C1' }, 7] }));
    expect(bad(rows)).toEqual(['n.json:C1: title: is required', 'n.json:node 2: is not an object']);
  });
});

test.each([
  ['notes.txt', 'x', /holds none of \.csv/],
  ['broken.zip', 'x', /cannot be unpacked/],
])('%s is refused as a whole', async (name, content, message) => {
  await expect(read(name, content)).rejects.toThrow(message);
});

test('the sample catalogue is good as a whole', async () => {
  const rows: CheckedRow[] = [];
  for await (const row of readSource(resolve('admin/sample/manga-sample.jsonl'))) rows.push(checkRow(row));
  expect(bad(rows)).toEqual([]);
  expect(good(rows).length).toBeGreaterThanOrEqual(60);
  expect(new Set(good(rows).map(({ catalogId }) => catalogId)).size).toBe(rows.length);
});

const realData = mediaArtsDatabase();

const describeWhereItIs = existsSync(realData) ? describe : describe.skip;

describeWhereItIs('the real data set', () => {
  test('is read without a bad row', async () => {
    const rows: CheckedRow[] = [];
    for await (const row of readSource(realData)) rows.push(checkRow(row));
    expect(bad(rows)).toEqual([]);
    expect(rows).toHaveLength(30_023);
    const items = good(rows);
    expect(items.filter(({ item }) => item.titleReading !== undefined)).toHaveLength(28_977);
    expect(items.filter(({ item }) => item.creators.some((name) => /[[\]／]/.test(name)))).toEqual([]);
  });
});
