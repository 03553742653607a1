import type { CatalogSearch } from '../../core/retrieval/catalog-search';
import type { DependencyState } from './server/readiness';

/** A search that remembers how its last use went: asking the index how it is would cost as much as searching. */
export const observedSearch = (
  search: CatalogSearch,
): { readonly search: CatalogSearch; readonly state: () => DependencyState } => {
  let state: DependencyState = 'up';
  return {
    state: () => state,
    search: {
      ...search,
      search: async (query, options) => {
        try {
          const hits = await search.search(query, options);
          state = 'up';
          return hits;
        } catch (error) {
          state = 'down';
          throw error;
        }
      },
    },
  };
};
