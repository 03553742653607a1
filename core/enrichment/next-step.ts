import type { CatalogRecord } from '../catalog/catalog-record';
import { promptOrder } from './enrichment-prompt';
import type { JobEdit } from './job-edit';

/**
 * `superseded`: a newer edit is known, this one must change nothing. `complete`: enriched already; only what is missing
 * after the write is done. `adopt`: the stored enrichment is of this very input, though another edit came between.
 * `generate`: the model has to be paid.
 */
export type NextStep = 'generate' | 'adopt' | 'complete' | 'superseded';

const isEnrichedAlready = (record: CatalogRecord, { job, inputHash }: JobEdit): boolean =>
  record.provenance?.inputHash === inputHash &&
  promptOrder(record.provenance.promptVersion) >= promptOrder(job.promptVersion);

/**
 * What a job still has to do, given the row as it is. Edits of a title are ordered by `requestedAt`, whatever the order
 * of delivery: a redriven or requeued job never puts an older edit over a newer one.
 */
export const nextStep = (record: CatalogRecord | undefined, edit: JobEdit): NextStep => {
  if (record === undefined) return 'generate';
  const isNewestEdit = record.inputHash === edit.inputHash;
  if (!isNewestEdit && edit.requestedAt < record.requestedAt) return 'superseded';
  if (!isEnrichedAlready(record, edit)) return 'generate';
  return isNewestEdit && record.status === 'enriched' ? 'complete' : 'adopt';
};
