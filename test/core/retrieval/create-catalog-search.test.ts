import { embeddingDimensions } from '../../../contracts/search-index';
import { silentLogger } from '../../../core/observability/logger';
import type { IndexedItem } from '../../../core/retrieval/catalog-search';
import { createCatalogSearch } from '../../../core/retrieval/create-catalog-search';
import { indexDocument } from '../../../core/retrieval/index-document';
import { IndexRefusedError, type SearchTransport } from '../../../core/retrieval/search-transport';

const vector = Array.from({ length: embeddingDimensions }, () => 0.1);
const kingdom: IndexedItem = {
  catalogId: 'C1',
  item: { title: 'キングダム', creators: ['原泰久'] },
  version: 'v2',
};

const hitsOf = (...items: readonly [string, IndexedItem][]): object => ({
  hits: {
    hits: items.map(([id, item]) => ({ _id: id, _score: 1, _source: indexDocument(item, vector, 1) })),
  },
});

const build = (overrides: Partial<SearchTransport> & { embed?: () => Promise<number[][]> } = {}) => {
  const bulks: object[][] = [];
  const searches: object[] = [];
  const transport: SearchTransport = {
    search: overrides.search ?? (async (_index, body) => (searches.push(body), hitsOf())),
    bulk:
      overrides.bulk ??
      (async (lines) => {
        bulks.push([...lines]);
        return { items: [] };
      }),
  };
  const embed = overrides.embed ?? (async () => [vector]);
  return {
    bulks,
    searches,
    search: createCatalogSearch({ transport, embed, now: () => 1000, logger: silentLogger }),
  };
};

const options = { limit: 5, deadline: 2000 };

describe('the catalogue search', () => {
  test('searches by words and by meaning', async () => {
    const { search, searches } = build();
    await search.search('キングダム', options);
    expect(searches.map((body) => Object.keys((body as { query: object }).query)[0])).toEqual([
      'bool',
      'knn',
    ]);
  });

  test('goes by words alone when the embedding fails', async () => {
    const { search } = build({
      embed: () => Promise.reject(new Error('throttled')),
      search: async () => hitsOf(['d1', kingdom]),
    });
    expect((await search.search('キングダム', options)).map(({ item }) => item.catalogId)).toEqual(['C1']);
  });

  test('rejects when the embedding fails and the caller needs the meaning', async () => {
    const { search } = build({
      embed: () => Promise.reject(new Error('throttled')),
      search: async () => hitsOf(['d1', kingdom]),
    });
    await expect(search.search('キングダム', { ...options, meaning: 'required' })).rejects.toThrow(
      'throttled',
    );
  });

  test('rejects when the index cannot be reached', async () => {
    const { search } = build({ search: () => Promise.reject(new Error('ECONNREFUSED')) });
    await expect(search.search('キングダム', options)).rejects.toThrow('ECONNREFUSED');
  });

  test('gives the index no ids: a vector collection refuses them', async () => {
    const { search, bulks } = build();
    await search.index([kingdom]);
    expect(bulks[0]?.[0]).toEqual({ index: { _index: 'catalog' } });
  });

  test('an item that changed replaces its old document', async () => {
    const { search, bulks } = build({ search: async () => hitsOf(['old', { ...kingdom, version: 'v1' }]) });
    await search.index([kingdom]);
    expect(bulks[0]?.at(-1)).toEqual({ delete: { _index: 'catalog', _id: 'old' } });
    expect(bulks[0]).toHaveLength(3);
  });

  test('an item that did not change costs no embedding and no write', async () => {
    let embedded = 0;
    const { search, bulks } = build({
      search: async () => hitsOf(['same', kingdom]),
      embed: async () => ((embedded += 1), []),
    });
    await search.index([kingdom]);
    expect({ bulks, embedded }).toEqual({ bulks: [], embedded: 0 });
  });

  test('a refused document is an error that says whether to try again', async () => {
    const refused = (status: number) =>
      build({
        bulk: async () => ({ items: [{ index: { status, error: { reason: 'mapping' } } }] }),
      }).search.index([kingdom]);
    await expect(refused(400)).rejects.toMatchObject({ name: 'IndexRefusedError', retryable: false });
    await expect(refused(429)).rejects.toBeInstanceOf(IndexRefusedError);
    await expect(refused(429)).rejects.toMatchObject({ retryable: true });
  });

  test('removing an item that is gone already is fine', async () => {
    const { search } = build({
      search: async () => hitsOf(['gone', kingdom]),
      bulk: async () => ({ items: [{ delete: { status: 404 } }] }),
    });
    await expect(search.remove('C1')).resolves.toBeUndefined();
  });
});
