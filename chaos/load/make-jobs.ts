import type { DeferredJob } from '../../contracts/deferred-job';
import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { Job } from './ledger';

/** Who asks, as the jobs say. */
const requestedBy = 'chaos';

/** An edit of a title; `requestedAt` in epoch milliseconds decides which of two is newer. */
export const enrichmentJob = (
  catalogId: string,
  options: { readonly jobId?: string; readonly title?: string; readonly requestedAt?: number } = {},
): Job => {
  const { jobId = `job-${catalogId}`, title = `作品 ${catalogId}`, requestedAt = Date.now() } = options;
  const body: EnrichmentJob = {
    jobId,
    catalogId,
    item: { title, creators: ['山田 花子'], notes: `${title}は町の食堂を舞台にした料理漫画。` },
    requestedBy,
    requestedAt: new Date(requestedAt).toISOString(),
    promptVersion: currentEnrichmentPromptVersion,
    urgent: true,
  };
  return { queue: 'enrichment', jobId, body: JSON.stringify(body), expected: 'done', catalogId, title };
};

const deferred = (job: DeferredJob): Job => ({
  queue: 'deferred',
  jobId: job.jobId,
  body: JSON.stringify(job),
  expected: 'done',
});

export const synopsisJob = (jobId: string, catalogIds: string[]): Job =>
  deferred({
    kind: 'synopsis',
    jobId,
    requestedBy,
    requestedAt: new Date().toISOString(),
    urgent: true,
    payload: { catalogIds },
  });

export const moderationJob = (
  jobId: string,
  object: { readonly bucket: string; readonly key: string },
): Job =>
  deferred({
    kind: 'moderation',
    jobId,
    requestedBy,
    requestedAt: new Date().toISOString(),
    payload: { ...object, version: jobId },
  });
