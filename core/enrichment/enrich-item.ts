import type { CallOptions } from '../bedrock/model-client';
import { isInBulkJob } from '../catalog/bulk-mark';
import type { CatalogStore } from '../catalog/catalog-store';
import type { Now } from '../clock';
import { adoptEnrichment, holdEdit, markParked, storeEnrichment } from './catalog-changes';
import type { DeliverEnrichment } from './deliver-enrichment';
import type { GenerateEnrichment, Generation } from './generate-enrichment';
import { isPermanent } from './is-permanent';
import type { JobEdit } from './job-edit';
import type { JobFate } from './job-fate';
import { nextStep } from './next-step';
import type { ParkedJob, ParkedJobs } from './parked-jobs';
import { parseJob } from './parse-job';

export interface EnrichItemDependencies {
  readonly catalog: Pick<CatalogStore, 'get' | 'change'>;
  readonly parkedJobs: Pick<ParkedJobs, 'park'>;
  readonly generate: GenerateEnrichment;
  readonly deliver: DeliverEnrichment;
  /** Whether work that is not urgent may run now. */
  readonly bulkMayRun: () => boolean;
  readonly now: Now;
}

/**
 * Brings one job, as the text of its message, to its fate. Resolves when the message may be acknowledged; rejects when
 * another delivery may succeed. Delivering a job again costs nothing once its enrichment is stored.
 */
export type EnrichItem = (body: string, call: CallOptions) => Promise<JobFate>;

export const createEnrichItem = (dependencies: EnrichItemDependencies): EnrichItem => {
  const { catalog, parkedJobs, generate, deliver, bulkMayRun, now } = dependencies;
  const isoNow = (): string => new Date(now()).toISOString();

  const park = async (job: Omit<ParkedJob, 'kind' | 'parkedAt'>, edit?: JobEdit): Promise<JobFate> => {
    const catalogId = edit?.job.catalogId;
    await parkedJobs.park({ ...job, kind: 'enrichment', ...(catalogId !== undefined && { catalogId }) });
    if (edit) await catalog.change(edit.job.catalogId, markParked(edit, isoNow()));
    return { kind: 'parked', jobId: job.jobId, reason: job.reason };
  };

  const store = async (
    edit: JobEdit,
    generation: Generation & { fits: true },
    deadline: number,
  ): Promise<JobFate> => {
    const { catalogId, jobId, promptVersion } = edit.job;
    const { enrichment, fits: _, ...cost } = generation;
    const at = isoNow();
    const provenance = { jobId, promptVersion, inputHash: edit.inputHash, enrichedAt: at, ...cost };
    const { record, changed } = await catalog.change(
      catalogId,
      storeEnrichment(edit, { enrichment, provenance }, at),
    );
    if (!changed || !record) return { kind: 'superseded', catalogId, jobId };
    await deliver(record, deadline);
    return { kind: 'enriched', catalogId, jobId, costUsd: generation.costUsd };
  };

  return async (body, call) => {
    const parsed = parseJob(body, now());
    if (!parsed.ok) return park({ jobId: parsed.jobId, code: 'INVALID_JOB', reason: parsed.reason, body });
    const { edit, systemPrompt } = parsed;
    const { jobId, catalogId, item, urgent } = edit.job;
    try {
      const record = await catalog.get(catalogId);
      const step = nextStep(record, edit);
      if (step === 'superseded') return { kind: 'superseded', catalogId, jobId };
      if (step === 'adopt' || step === 'complete') {
        const adopted = await catalog.change(catalogId, adoptEnrichment(edit, isoNow()));
        if (adopted.record) await deliver(adopted.record, call.deadline);
        return { kind: 'unchanged', catalogId, jobId };
      }
      const hasThisText = record?.inputHash === edit.inputHash;
      if (hasThisText && record.status === 'parked') return { kind: 'unchanged', catalogId, jobId };
      if (!urgent && hasThisText && isInBulkJob(record, now()))
        return { kind: 'inBulkJob', catalogId, jobId };
      if (!urgent && !bulkMayRun()) {
        await catalog.change(catalogId, holdEdit(edit, isoNow()));
        return { kind: 'held', catalogId, jobId };
      }
      const generation = await generate(item, { systemPrompt, call });
      if (!generation.fits)
        return await park({ jobId, code: 'UNFIT_REPLY', reason: generation.reason, body }, edit);
      return await store(edit, generation, call.deadline);
    } catch (error) {
      if (isPermanent(error))
        return await park({ jobId, code: 'MODEL_REJECTED', reason: error.message, body }, edit);
      throw error;
    }
  };
};
