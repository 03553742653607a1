import type { Enrichment } from '../../contracts/enrichment';
import type { CatalogItem } from '../../contracts/enrichment-job';

/** A catalogue item as the index holds it. */
export interface IndexedItem {
  readonly catalogId: string;
  readonly item: CatalogItem;
  readonly enrichment?: Enrichment;
  /** Changes when the item or its enrichment does. */
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
