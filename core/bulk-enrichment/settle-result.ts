import { callCostUsd } from '../bedrock/call-cost';
import type { CatalogRecord } from '../catalog/catalog-record';
import type { CatalogStore } from '../catalog/catalog-store';
import type { Now } from '../clock';
import { markParked, storeEnrichment } from '../enrichment/catalog-changes';
import type { DeliverEnrichment } from '../enrichment/deliver-enrichment';
import { jobBody } from '../enrichment/job-body';
import { type JobEdit, jobEdit } from '../enrichment/job-edit';
import type { ParkedJobs } from '../enrichment/parked-jobs';
import { singleJobOf } from './bulk-changes';
import type { BulkResult } from './bulk-result';
import type { CalledModel } from './called-model';

/** How long the settling of one result waits for a throttled embedding, milliseconds. */
const patienceMs = 25_000;

export interface SettleDependencies {
  readonly catalog: Pick<CatalogStore, 'get' | 'change'>;
  readonly parkedJobs: Pick<ParkedJobs, 'park'>;
  readonly deliver: DeliverEnrichment;
  readonly now: Now;
}

/** `open`: the title is still in the job, and goes back to the queue. `known`: it was settled before, or by others. */
export type Settlement = 'enriched' | 'parked' | 'open' | 'known';

/** The batch job that a result is of. */
export interface ResultSource extends CalledModel {
  readonly bulkJob: string;
}

/**
 * Stores, indexes and publishes one result, or parks its item, as the queue's consumer does with a reply; at half the price.
 * Settling a result again changes nothing, except that it completes what was not delivered.
 */
export type SettleResult = (result: BulkResult, source: ResultSource) => Promise<Settlement>;

export const createSettleResult = ({
  catalog,
  parkedJobs,
  deliver,
  now,
}: SettleDependencies): SettleResult => {
  const store = async (
    edit: JobEdit,
    result: BulkResult & { readonly kind: 'fits' },
    { model, profileId }: CalledModel,
  ): Promise<Settlement> => {
    const { jobId, promptVersion } = edit.job;
    const { inputTokens, outputTokens } = result.usage;
    const enrichedAt = new Date(now()).toISOString();
    const costUsd = callCostUsd(model, profileId, result.usage, { batch: true });
    const tokens = { inputTokens, outputTokens, costUsd };
    const provenance = { jobId, model, promptVersion, inputHash: edit.inputHash, ...tokens, enrichedAt };
    const { record, changed } = await catalog.change(
      result.catalogId,
      storeEnrichment(edit, { enrichment: result.enrichment, provenance }, enrichedAt),
    );
    if (!changed || !record) return 'known';
    await deliver(record, now() + patienceMs);
    return 'enriched';
  };

  const park = async (
    edit: JobEdit,
    { catalogId, code, reason }: BulkResult & { readonly kind: 'hopeless' },
  ): Promise<Settlement> => {
    const { jobId } = edit.job;
    await parkedJobs.park({ jobId, kind: 'enrichment', code, reason, body: jobBody(edit.job), catalogId });
    const { changed } = await catalog.change(catalogId, markParked(edit, new Date(now()).toISOString()));
    return changed ? 'parked' : 'known';
  };

  const editIn = (record: CatalogRecord | undefined, bulkJob: string): JobEdit | undefined =>
    record?.bulk?.job === bulkJob && record.bulk.released !== true
      ? jobEdit(singleJobOf(record, record.bulk))
      : undefined;

  return async (result, source) => {
    const record = await catalog.get(result.catalogId);
    const edit = editIn(record, source.bulkJob);
    if (!record || !edit) {
      if (record?.undelivered !== undefined) await deliver(record, now() + patienceMs);
      return 'known';
    }
    if (result.kind === 'fits') return store(edit, result, source);
    return result.kind === 'hopeless' ? park(edit, result) : 'open';
  };
};
