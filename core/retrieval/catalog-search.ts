import type { Enrichment } from '../../contracts/enrichment';
import type { CatalogItem } from '../../contracts/enrichment-job';
import type { Recommendation } from '../../contracts/recommendations';

/** A catalogue item as the index holds it. */
export interface IndexedItem {
  readonly catalogId: string;
  readonly item: CatalogItem;
  readonly enrichment?: Enrichment;
  /** Nearest neighbours, where they were asked for; the index does not hold them. */
  readonly recommendations?: readonly Recommendation[];
  /** Changes when any of the above does. */
  readonly version: string;
}

export interface SearchHit {
  readonly item: IndexedItem;
  /** Higher is better; comparable within one result only. */
  readonly score: number;
}

/** The store's catalogue, searched by meaning and by words. Rejects when the index cannot be reached in time. */
export interface CatalogSearch {
  search(
    query: string,
    options: { readonly limit: number; readonly deadline: number },
  ): Promise<readonly SearchHit[]>;
  /** Adds or replaces items. */
  index(items: readonly IndexedItem[]): Promise<void>;
  remove(catalogId: string): Promise<void>;
}
