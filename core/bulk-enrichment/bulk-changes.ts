import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { type BulkMark, isInBulkJob } from '../catalog/bulk-mark';
import type { CatalogRecord } from '../catalog/catalog-record';
import type { CatalogChange } from '../catalog/catalog-store';
import type { JobEdit } from '../enrichment/job-edit';
import { nextStep } from '../enrichment/next-step';

/** A command that puts titles into a job is given this long to make the job, in milliseconds. */
const takeOverAfterMs = 15 * 60_000;

/** Whether a title is marked for a job that was never made by a command that is gone. */
const isLeftBehind = ({ job, at }: BulkMark, now: number, abandoned: ReadonlySet<string>): boolean =>
  abandoned.has(job) && now - Date.parse(at) > takeOverAfterMs;

/** Whether nobody else has the title: no batch job, the same one, or one that was never made by a command that is gone. */
const isFree = (record: CatalogRecord, mark: BulkMark, abandoned: ReadonlySet<string>): boolean => {
  const { bulk } = record;
  const at = Date.parse(mark.at);
  if (bulk === undefined || bulk.job === mark.job || !isInBulkJob(record, at)) return true;
  return isLeftBehind(bulk, at, abandoned);
};

/**
 * Puts a title into a batch job, where it still waits for this very edit and no other job has it. `abandoned`: names of
 * jobs that were announced and do not exist.
 */
export const claimForBulk =
  (edit: JobEdit, mark: BulkMark, abandoned: ReadonlySet<string>): CatalogChange =>
  (current) =>
    current?.inputHash === edit.inputHash &&
    nextStep(current, edit) === 'generate' &&
    current.status !== 'parked' &&
    isFree(current, mark, abandoned)
      ? { ...current, bulk: mark }
      : undefined;

/** Forgets a mark for a job that was never made; `now` in epoch milliseconds. */
export const clearLeftBehind =
  (abandoned: ReadonlySet<string>, now: number): CatalogChange =>
  (current) => {
    if (!current?.bulk || !isLeftBehind(current.bulk, now, abandoned)) return undefined;
    const { bulk: _, ...cleared } = current;
    return cleared;
  };

/** Gives a title of this batch job back: from now on the queue may enrich it. */
export const releaseFromBulk =
  (bulkJob: string): CatalogChange =>
  (current) =>
    current?.bulk?.job === bulkJob && current.bulk.released !== true
      ? { ...current, bulk: { ...current.bulk, released: true } }
      : undefined;

/** Forgets that a title was in this batch job. */
export const clearFromBulk =
  (bulkJob: string): CatalogChange =>
  (current) => {
    if (current?.bulk?.job !== bulkJob) return undefined;
    const { bulk: _, ...cleared } = current;
    return cleared;
  };

/** The single job for which a title is in a batch job. */
export const singleJobOf = (
  { catalogId, item, requestedAt }: CatalogRecord,
  mark: Pick<BulkMark, 'jobId' | 'requestedBy' | 'promptVersion'>,
): EnrichmentJob => ({
  jobId: mark.jobId,
  catalogId,
  item,
  requestedBy: mark.requestedBy,
  requestedAt,
  promptVersion: mark.promptVersion,
});
