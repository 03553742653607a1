import type { Enrichment, Provenance } from '../../contracts/enrichment';
import type { CatalogItem } from '../../contracts/enrichment-job';

/** A row of the catalogue table. */
export interface CatalogRecord {
  readonly catalogId: string;
  readonly item: CatalogItem;
  /** `imported`: known, not enriched yet. */
  readonly status: 'imported' | 'enriched' | 'parked';
  /** ISO 8601, UTC: since when it has this status. */
  readonly statusAt: string;
  readonly enrichment?: Enrichment;
  readonly provenance?: Provenance;
}
