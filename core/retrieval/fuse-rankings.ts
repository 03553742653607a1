import type { SearchHit } from './catalog-search';
import type { FoundDocument } from './parse-hits';

/** Damps the weight of the first ranks: https://doi.org/10.1145/1571941.1572114 proposes 60. */
const rankConstant = 60;

/** A ranking, best first, and how much it counts. */
export interface Ranking {
  readonly documents: readonly FoundDocument[];
  readonly weight: number;
}

/**
 * Reciprocal rank fusion: scores of different searches cannot be compared, ranks can.
 * Of several documents of one item the newest is returned, so that an old one does no harm until it is deleted.
 */
export const fuseRankings = (rankings: readonly Ranking[], limit: number): readonly SearchHit[] => {
  const best = new Map<string, { newest: FoundDocument; score: number }>();
  for (const { documents, weight } of rankings) {
    const seen = new Set<string>();
    for (const document of documents) {
      const known = best.get(document.idKey);
      const newest =
        known === undefined || document.indexedAt > known.newest.indexedAt ? document : known.newest;
      const score = seen.has(document.idKey) ? 0 : weight / (rankConstant + seen.size + 1);
      seen.add(document.idKey);
      best.set(document.idKey, { newest, score: (known?.score ?? 0) + score });
    }
  }
  return [...best.values()]
    .flatMap(({ newest, score }) => (newest.item === undefined ? [] : [{ item: newest.item, score }]))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
};
