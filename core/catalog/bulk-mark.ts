/** A title's place in a batch inference job, with what it takes to make its single job again. */
export interface BulkMark {
  /** Name of the batch job. */
  readonly job: string;
  /** Of the single job that the batch job stands for. */
  readonly jobId: string;
  readonly requestedBy: string;
  readonly promptVersion: string;
  /** When it was put in: ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  /** When others may enrich it again, whatever became of the batch job. */
  readonly until: string;
  /** The batch job did not do it: it is on its way back to the queue. */
  readonly released?: boolean;
}

/** Whether a batch job will enrich this title; `now` in epoch milliseconds. The queue and the daily run leave it alone. */
export const isInBulkJob = (record: { readonly bulk?: BulkMark } | undefined, now: number): boolean =>
  record?.bulk !== undefined && record.bulk.released !== true && Date.parse(record.bulk.until) > now;
