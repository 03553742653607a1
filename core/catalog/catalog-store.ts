import type { CatalogRecord, CatalogStatus } from './catalog-record';

/** What a row becomes; undefined: it stays as it is. Pure, because it is asked again when another writer was faster. */
export type CatalogChange = (current: CatalogRecord | undefined) => CatalogRecord | undefined;

/** The catalogue by id. Reads are consistent. */
export interface CatalogStore {
  get(catalogId: string): Promise<CatalogRecord | undefined>;
  /** Those that exist, in no order. */
  getMany(catalogIds: readonly string[]): Promise<readonly CatalogRecord[]>;
  /** Applies a change to the row as it is now, and tells what the row is afterwards and whether it was written. */
  change(
    catalogId: string,
    change: CatalogChange,
  ): Promise<{ readonly record: CatalogRecord | undefined; readonly changed: boolean }>;
}

/** An item by what orders the work on it. */
export type DemandedItem = Pick<CatalogRecord, 'catalogId' | 'demand'>;

/** The catalogue by its indexes, which follow the table with a short delay. */
export interface CatalogIndexes {
  /** `since`: those that have the status since then, ISO 8601. */
  count(status: CatalogStatus, since?: string): Promise<number>;
  /** Since when the one has its status that has it longest: ISO 8601. */
  oldest(status: CatalogStatus): Promise<string | undefined>;
  /** Ids with a status, newest first. */
  withStatus(status: CatalogStatus): AsyncIterable<string>;
  /** Rows that wait for enrichment, those in demand first. */
  waiting(): AsyncIterable<CatalogRecord>;
  countWaiting(): Promise<number>;
  /** Items enriched by one version of the prompt, those in demand first. */
  enrichedBy(promptVersion: string): AsyncIterable<DemandedItem>;
}

/** Other writers changed the row at each attempt: the same call may succeed later. */
export class CatalogContentionError extends Error {
  override readonly name = 'CatalogContentionError';
  readonly retryable = true;
}
