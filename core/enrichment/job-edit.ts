import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { inputHash } from './input-hash';

/** An edit of one title that is to be enriched, in the terms in which edits are compared. */
export interface JobEdit {
  readonly job: EnrichmentJob;
  readonly inputHash: string;
  /** `requestedAt` with milliseconds, so that it sorts as text. */
  readonly requestedAt: string;
}

/** The edit that a job asks for; undefined: its `requestedAt` is no date. */
export const jobEdit = (job: EnrichmentJob): JobEdit | undefined => {
  const at = new Date(job.requestedAt);
  if (Number.isNaN(at.getTime())) return undefined;
  return { job, inputHash: inputHash(job.item), requestedAt: at.toISOString() };
};
