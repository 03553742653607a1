import type { Enrichment, Provenance } from '../../contracts/enrichment';
import type { CatalogItem } from '../../contracts/enrichment-job';
import type { BulkMark } from './bulk-mark';

/** `imported`: known, and not enriched as it is now. `parked`: its job will not succeed as it is. */
export const catalogStatuses = ['imported', 'enriched', 'parked'] as const;
export type CatalogStatus = (typeof catalogStatuses)[number];

/** A row of the catalogue table. Times are ISO 8601, UTC, with milliseconds. */
export interface CatalogRecord {
  readonly catalogId: string;
  /** The newest edit. */
  readonly item: CatalogItem;
  /** SHA-256 of the canonical JSON of `item`, hexadecimal. */
  readonly inputHash: string;
  /** When the newest edit was asked for: an edit asked for earlier never replaces it. */
  readonly requestedAt: string;
  readonly status: CatalogStatus;
  /** Since when it has this status. */
  readonly statusAt: string;
  /** Of the newest edit, or of an earlier one while that waits: compare the hash of `provenance`. */
  readonly enrichment?: Enrichment;
  readonly provenance?: Provenance;
  /** Id of the event of an enrichment that is stored, and not yet both indexed and published. */
  readonly undelivered?: string;
  /** Whether it is to be enriched: such rows are in the sparse index. */
  readonly waiting: boolean;
  /** How often it was asked for; what is asked for most is enriched first. */
  readonly demand: number;
  /** Day in Japan on which the daily run queued it last, `2026-11-24`. */
  readonly queuedFor?: string;
  /** There while a batch job has it, and until a result or a newer edit replaces the row. */
  readonly bulk?: BulkMark;
  /** Grows with every write: a write that saw another one is not made. */
  readonly revision: number;
}
