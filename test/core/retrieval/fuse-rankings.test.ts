import { fuseRankings } from '../../../core/retrieval/fuse-rankings';
import type { FoundDocument } from '../../../core/retrieval/parse-hits';

const found = (catalogId: string, facts: Partial<FoundDocument> = {}): FoundDocument => ({
  documentId: `doc-${catalogId}-${facts.indexedAt ?? 0}`,
  idKey: catalogId,
  version: '1',
  indexedAt: 0,
  score: 1,
  item: { catalogId, item: { title: catalogId, creators: [] }, version: '1' },
  ...facts,
});

const ids = (hits: ReturnType<typeof fuseRankings>): string[] => hits.map(({ item }) => item.catalogId);

describe('fusing rankings', () => {
  test('what both searches find stands above what one finds', () => {
    const hits = fuseRankings(
      [
        { documents: [found('A'), found('B')], weight: 1 },
        { documents: [found('B'), found('C')], weight: 1 },
      ],
      10,
    );
    expect(ids(hits)).toEqual(['B', 'A', 'C']);
  });

  test('of two documents of one item the newer one is returned, once', () => {
    const old = found('A', { indexedAt: 1 });
    const renewed = found('A', {
      indexedAt: 2,
      item: { catalogId: 'A', item: { title: 'new', creators: [] }, version: '2' },
    });
    const hits = fuseRankings([{ documents: [old, renewed], weight: 1 }], 10);
    expect(hits.map(({ item }) => item.version)).toEqual(['2']);
  });

  test('an old document does not push the next item down', () => {
    const hits = fuseRankings(
      [{ documents: [found('A'), found('A', { indexedAt: 2 }), found('B')], weight: 1 }],
      10,
    );
    expect(hits[1]?.score).toBeCloseTo(1 / 62);
  });

  test('no more than asked for', () => {
    expect(fuseRankings([{ documents: [found('A'), found('B')], weight: 1 }], 1)).toHaveLength(1);
  });
});
