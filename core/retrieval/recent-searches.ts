import type { Now } from '../clock';
import type { CatalogSearch, SearchHit } from './catalog-search';

/** How long the catalogue may be remembered as it was, in milliseconds. */
const keptMs = 60_000;
const maxQueries = 500;

interface Found {
  readonly hits: readonly SearchHit[];
  readonly expiresAt: number;
}

/**
 * A search that remembers what it found for a minute: popular questions come again and again, and each one would cost an
 * embedding and two searches. What this process indexes or removes is forgotten at once; failures are not remembered.
 */
export const recentSearches = (search: CatalogSearch, now: Now): CatalogSearch => {
  /** In the order of their last finding. */
  const found = new Map<string, Found>();

  const remember = (key: string, hits: readonly SearchHit[]): void => {
    found.delete(key);
    found.set(key, { hits, expiresAt: now() + keptMs });
    const [oldest] = found.keys();
    if (found.size > maxQueries && oldest !== undefined) found.delete(oldest);
  };

  return {
    search: async (query, options) => {
      const key = `${options.limit} ${options.meaning ?? 'wanted'} ${query}`;
      const known = found.get(key);
      if (known !== undefined && known.expiresAt > now()) return known.hits;
      const hits = await search.search(query, options);
      remember(key, hits);
      return hits;
    },
    index: async (items) => {
      await search.index(items);
      found.clear();
    },
    remove: async (catalogId) => {
      await search.remove(catalogId);
      found.clear();
    },
  };
};
