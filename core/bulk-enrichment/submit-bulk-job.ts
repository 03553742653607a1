import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { CatalogStore } from '../catalog/catalog-store';
import type { Now } from '../clock';
import { jobEdit } from '../enrichment/job-edit';
import { claimForBulk, clearFromBulk } from './bulk-changes';
import { bulkInput, bulkOutput } from './bulk-files';
import { type BulkJobs, hasEnded } from './bulk-job';
import { attemptOf, bulkJobBase, bulkJobName } from './bulk-job-name';
import { bulkGraceMs, bulkTimeoutHours } from './bulk-limits';
import { bulkRecord } from './bulk-record';
import type { BulkStorage } from './bulk-storage';
import type { CalledModel } from './called-model';
import { inParallel } from './in-parallel';
import { s3Uri } from './s3-location';

export interface SubmitBulkJobDependencies {
  readonly environment: string;
  readonly catalog: Pick<CatalogStore, 'change'>;
  readonly storage: Pick<BulkStorage, 'write'>;
  readonly jobs: Pick<BulkJobs, 'create' | 'list'>;
  readonly called: CalledModel;
  readonly minimumRecords: number;
  readonly bucket: string;
  /** The role that Bedrock takes to read the requests and to write the results. */
  readonly roleArn: string;
  readonly now: Now;
}

/** What became of jobs that were to be one batch job. Those in neither list are enriched by others meanwhile. */
export type BulkSubmission =
  | { readonly kind: 'made'; readonly name: string; readonly jobs: readonly EnrichmentJob[] }
  /** They wait as before, and may be queued. */
  | {
      readonly kind: 'refused' | 'tooSmall';
      readonly reason: string;
      readonly jobs: readonly EnrichmentJob[];
    };

/**
 * Makes one batch job of single jobs of different titles that wait in the catalogue. Each title is marked first, so that
 * the queue leaves it alone; then the requests are written, then the job is made. Stopped at any point and called again
 * with the same jobs it makes one batch job. Rejects where that may help; the marks stay while it is not known whether
 * the job was made.
 */
export type SubmitBulkJob = (
  jobs: readonly EnrichmentJob[],
  abandoned: ReadonlySet<string>,
) => Promise<BulkSubmission>;

const writesAtOnce = 25;
const hourMs = 3_600_000;

export const createSubmitBulkJob = (dependencies: SubmitBulkJobDependencies): SubmitBulkJob => {
  const { environment, catalog, storage, jobs: bulkJobs, called, bucket, now } = dependencies;

  /** The name of an attempt that has not ended, and whether that exists. */
  const currentAttempt = async (
    base: string,
  ): Promise<{ readonly name: string; readonly exists: boolean }> => {
    let last = 0;
    for await (const job of bulkJobs.list(`${base}-`)) {
      if (!hasEnded(job)) return { name: job.name, exists: true };
      last = Math.max(last, attemptOf(base, job.name));
    }
    return { name: bulkJobName(base, last + 1), exists: false };
  };

  const claim = async (
    job: EnrichmentJob,
    name: string,
    abandoned: ReadonlySet<string>,
  ): Promise<readonly EnrichmentJob[]> => {
    const edit = jobEdit(job);
    if (edit === undefined) return [];
    const { jobId, requestedBy, promptVersion, catalogId } = job;
    const at = now();
    const mark = {
      job: name,
      jobId,
      requestedBy,
      promptVersion,
      at: new Date(at).toISOString(),
      until: new Date(at + bulkTimeoutHours * hourMs + bulkGraceMs).toISOString(),
    };
    const { changed } = await catalog.change(catalogId, claimForBulk(edit, mark, abandoned));
    return changed ? [job] : [];
  };

  const giveUp = async (jobs: readonly EnrichmentJob[], name: string): Promise<void> => {
    await inParallel(jobs, writesAtOnce, ({ catalogId }) => catalog.change(catalogId, clearFromBulk(name)));
  };

  return async (jobs, abandoned) => {
    const { model, profileId } = called;
    const { name, exists } = await currentAttempt(bulkJobBase(environment, model, jobs));
    if (exists) return { kind: 'made', name, jobs };
    const claimed = (await inParallel(jobs, writesAtOnce, (job) => claim(job, name, abandoned))).flat();
    if (claimed.length < dependencies.minimumRecords) {
      await giveUp(claimed, name);
      const reason = `${claimed.length} items are left for it, and it needs ${dependencies.minimumRecords}`;
      return { kind: 'tooSmall', reason, jobs: claimed };
    }
    const input = bulkInput(bucket, name);
    try {
      await storage.write(
        input,
        claimed.map((job) => bulkRecord(job, model)),
      );
    } catch (error) {
      await giveUp(claimed, name);
      throw error;
    }
    const answer = await bulkJobs.create({
      name,
      modelId: profileId,
      roleArn: dependencies.roleArn,
      inputUri: s3Uri(input),
      outputUri: s3Uri(bulkOutput(bucket, name)),
    });
    if (answer.kind === 'made') return { kind: 'made', name, jobs: claimed };
    await giveUp(claimed, name);
    return { kind: 'refused', reason: answer.reason, jobs: claimed };
  };
};
