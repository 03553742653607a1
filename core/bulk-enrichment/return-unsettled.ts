import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { CatalogStore } from '../catalog/catalog-store';
import type { QueueJobs } from '../enrichment/queue-jobs';
import { clearFromBulk, releaseFromBulk, singleJobOf } from './bulk-changes';
import { inParallel } from './in-parallel';

/** Titles at once; a message batch of SQS has ten. */
const width = 10;

/**
 * Sends the titles that a batch job did not settle back to the queue, and says how many these were. A title is released
 * first, then queued, then forgotten: stopped in between, the next call does the rest; one that was sent is not sent again.
 */
export type ReturnUnsettled = (catalogIds: readonly string[], bulkJob: string) => Promise<number>;

export const createReturnUnsettled =
  (dependencies: {
    readonly catalog: Pick<CatalogStore, 'get' | 'change'>;
    readonly queue: QueueJobs;
  }): ReturnUnsettled =>
  async (catalogIds, bulkJob) => {
    const { catalog, queue } = dependencies;
    const release = async (catalogId: string): Promise<readonly EnrichmentJob[]> => {
      const known = await catalog.get(catalogId);
      if (known?.undelivered !== undefined && known.provenance) {
        const { jobId, promptVersion } = known.provenance;
        const mark = { jobId, promptVersion, requestedBy: 'batch job' };
        return [singleJobOf(known, mark)];
      }
      if (known?.bulk?.job !== bulkJob) return [];
      const { record } = await catalog.change(catalogId, releaseFromBulk(bulkJob));
      return record?.bulk?.job === bulkJob ? [singleJobOf(record, record.bulk)] : [];
    };
    const jobs = (await inParallel(catalogIds, width, release)).flat();
    // It may have been on the queue before it was in the batch job, and SQS still remember it.
    await queue(jobs, bulkJob);
    await inParallel(jobs, width, ({ catalogId }) => catalog.change(catalogId, clearFromBulk(bulkJob)));
    return jobs.length;
  };
