import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddingDimensions } from '../../../contracts/search-index';
import { silentLogger } from '../../../core/observability/logger';
import type { CatalogSearch, IndexedItem } from '../../../core/retrieval/catalog-search';
import { createCatalogSearch } from '../../../core/retrieval/create-catalog-search';
import { createOpenSearchTransport } from '../../../core/retrieval/open-search-transport';
import { type SearchStandIn, startSearchStandIn } from '../../../local/search-stand-in/start-search-stand-in';

const item = (catalogId: string, title: string, facts: Partial<IndexedItem['item']> = {}): IndexedItem => ({
  catalogId,
  item: { title, creators: [], ...facts },
  version: '1',
});

const shelf: readonly IndexedItem[] = [
  item('C1', 'キングダム', { titleReading: 'キングダム', creators: ['[著]原泰久'] }),
  item('C2', 'ONE PIECE', { titleReading: 'ワンピース', creators: ['尾田栄一郎'] }),
  item('C3', '進撃の巨人', { titleReading: 'シンゲキノキョジン', creators: ['諫山創'] }),
  item('C4', '巨人の星', { titleReading: 'キョジンノホシ', creators: ['梶原一騎', '川崎のぼる'] }),
  item('C5', '先生、教えてください', { titleReading: 'センセイオシエテクダサイ' }),
  item('C6', 'いい人ずかん', { notes: '料理と旅の短編' }),
  {
    ...item('C7', '銀の匙', { titleReading: 'ギンノサジ' }),
    enrichment: {
      synopsis: '北海道の農業高校に入った少年が、家畜と向き合いながら将来を考える。',
      genres: ['music', 'slice-of-life'],
      tags: ['畜産'],
      audience: 'shonen',
      contentWarnings: [],
      searchKeywords: ['エゾノー'],
      titleEnglish: 'Silver Spoon',
      titleChinese: '银之匙',
    },
  },
];

describe('searching the catalogue through the official client', () => {
  let server: SearchStandIn;
  let search: CatalogSearch;
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  const file = join(folder, 'catalog.jsonl');

  const connect = (): CatalogSearch => {
    process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
    const flat = Array.from({ length: embeddingDimensions }, () => 0);
    return createCatalogSearch({
      transport: createOpenSearchTransport({ endpoint: server.url, region: 'ap-northeast-1' }),
      embed: async (texts) => texts.map(() => flat),
      now: Date.now,
      logger: silentLogger,
    });
  };

  const best = async (query: string): Promise<string | undefined> =>
    (await search.search(query, { limit: 5, deadline: Date.now() + 5000 }))[0]?.item.catalogId;

  beforeAll(async () => {
    server = await startSearchStandIn({ port: 0, file });
    search = connect();
    await search.index(shelf);
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['キングダム', 'C1'],
    ['きんぐだむ', 'C1'],
    ['kingudamu', 'C1'],
    ['原泰久の漫画はありますか', 'C1'],
    ['ワンピース', 'C2'],
    ['one piece', 'C2'],
    ['Do you have any manga like One Piece?', 'C2'],
    ['進撃の巨人みたいなダークな作品を教えてください', 'C3'],
    ['shingeki no kyojin', 'C3'],
    ['進撃の巨神', 'C3'],
    ['「巨人の星」の作者は？', 'C4'],
    ['先生、教えてください', 'C5'],
    ['料理の話が読みたい', 'C6'],
    ['農業高校の少年の話', 'C7'],
    ['音楽の漫画はありますか', 'C7'],
    ['Any music manga?', 'C7'],
    ['畜産の漫画', 'C7'],
    ['silver spoon', 'C7'],
    ['银之匙', 'C7'],
    ['おだえいいちろう、尾田栄一郎の作品', 'C2'],
  ])('%s finds %s', async (query, catalogId) => {
    expect(await best(query)).toBe(catalogId);
  });

  test('an item that was renamed is found by its new title, once', async () => {
    await search.index([{ ...item('C6', '旅する食堂'), version: '2' }]);
    const hits = await search.search('旅する食堂', { limit: 5, deadline: Date.now() + 5000 });
    expect(hits.filter((hit) => hit.item.catalogId === 'C6').map((hit) => hit.item.version)).toEqual(['2']);
  });

  test('what was indexed is there after a restart', async () => {
    await server.close();
    server = await startSearchStandIn({ port: 0, file });
    search = connect();
    expect(await best('ワンピース')).toBe('C2');
  });

  test('a removed item is not found', async () => {
    await search.remove('C5');
    expect(await best('先生、教えてください')).not.toBe('C5');
  });
});
