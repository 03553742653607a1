/** What became of a job that need not be delivered again. */
export type JobFate =
  | {
      readonly kind: 'enriched';
      readonly catalogId: string;
      readonly jobId: string;
      readonly costUsd: number;
    }
  /** Nothing was paid: it was enriched or parked before, or a newer edit is known. */
  | { readonly kind: 'unchanged' | 'superseded'; readonly catalogId: string; readonly jobId: string }
  /** It waits in the catalogue until bulk work may run, or a batch job has its title and will enrich it. */
  | { readonly kind: 'held' | 'inBulkJob'; readonly catalogId: string; readonly jobId: string }
  | { readonly kind: 'parked'; readonly jobId: string; readonly reason: string };
