import { createHash } from 'node:crypto';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { ModelKey } from '../../contracts/model-catalog';

/** What the names of an environment's batch jobs begin with. */
export const bulkJobPrefix = (environment: string): string => `manga-assist-${environment}-enrich-`;

/**
 * The name of a batch job without the number of its attempt: it follows from its single jobs and the model, so that a
 * command that is repeated finds the job that it made.
 */
export const bulkJobBase = (
  environment: string,
  model: ModelKey,
  jobs: readonly Pick<EnrichmentJob, 'jobId' | 'promptVersion'>[],
): string => {
  const hash = createHash('sha256').update(model);
  for (const { jobId, promptVersion } of jobs) hash.update(`\n${jobId} ${promptVersion}`);
  return `${bulkJobPrefix(environment)}${hash.digest('hex').slice(0, 20)}`;
};

/** The first attempt is 1; the next is made when the one before has ended, and its titles are to be enriched again. */
export const bulkJobName = (base: string, attempt: number): string => `${base}-${attempt}`;

/** The attempt that a name of `base` stands for; 0: the name is not of this base. */
export const attemptOf = (base: string, name: string): number =>
  name.startsWith(`${base}-`) ? Number(/^\d+$/.exec(name.slice(base.length + 1))?.[0] ?? 0) : 0;
