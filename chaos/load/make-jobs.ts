import type { DeferredJob } from '../../contracts/deferred-job';
import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { Job } from './ledger';

/** Who asks, as the jobs say. */
const requestedBy = 'chaos';

const titleOf = (catalogId: string): string => `作品 ${catalogId}`;

/** An edit of a title; `requestedAt` in epoch milliseconds decides which of two is newer. */
export const enrichmentJob = (
  catalogId: string,
  options: { readonly jobId?: string; readonly title?: string; readonly requestedAt?: number } = {},
): Job => {
  const { jobId = `job-${catalogId}`, title = titleOf(catalogId), requestedAt = Date.now() } = options;
  const body: EnrichmentJob = {
    jobId,
    catalogId,
    item: { title, creators: ['山田 花子'], notes: `${title}は町の食堂を舞台にした料理漫画。` },
    requestedBy,
    requestedAt: new Date(requestedAt).toISOString(),
    promptVersion: currentEnrichmentPromptVersion,
    urgent: true,
  };
  const work = `enrichment ${title}`;
  return { queue: 'enrichment', jobId, body: JSON.stringify(body), expected: 'done', catalogId, work };
};

const deferred = (job: DeferredJob, work: string): Job => ({
  queue: 'deferred',
  jobId: job.jobId,
  body: JSON.stringify(job),
  expected: 'done',
  work,
});

export const synopsisJob = (jobId: string, catalogId: string): Job =>
  deferred(
    {
      kind: 'synopsis',
      jobId,
      requestedBy,
      requestedAt: new Date().toISOString(),
      urgent: true,
      payload: { catalogIds: [catalogId] },
    },
    `synopsis ${titleOf(catalogId)}`,
  );

export const moderationJob = (
  jobId: string,
  object: { readonly bucket: string; readonly key: string },
): Job =>
  deferred(
    {
      kind: 'moderation',
      jobId,
      requestedBy,
      requestedAt: new Date().toISOString(),
      payload: { ...object, version: jobId },
    },
    'moderation',
  );
