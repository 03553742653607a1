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

export interface SearchOptions {
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** `required`: reject when nothing can be searched by meaning; a search by words alone is no answer to this caller. */
  readonly meaning?: 'wanted' | 'required';
}

/** The store's catalogue, searched by meaning and by words. Rejects when the index cannot be reached in time. */
export interface CatalogSearch {
  search(query: string, options: SearchOptions): Promise<readonly SearchHit[]>;
  /** Adds or replaces items. */
  index(items: readonly IndexedItem[]): Promise<void>;
  remove(catalogId: string): Promise<void>;
}
