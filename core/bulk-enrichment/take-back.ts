import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { isInBulkJob } from '../catalog/bulk-mark';
import type { CatalogStore } from '../catalog/catalog-store';
import type { Now } from '../clock';
import { clearLeftBehind } from './bulk-changes';
import { inParallel } from './in-parallel';

const writesAtOnce = 25;

/**
 * The jobs that the queue may have: no batch job has their titles, after marks for jobs that were never made are
 * forgotten.
 */
export type TakeBack = (
  jobs: readonly EnrichmentJob[],
  abandoned: ReadonlySet<string>,
) => Promise<readonly EnrichmentJob[]>;

export const createTakeBack =
  (catalog: Pick<CatalogStore, 'change'>, now: Now): TakeBack =>
  async (jobs, abandoned) => {
    const free = async (job: EnrichmentJob): Promise<readonly EnrichmentJob[]> => {
      const { record } = await catalog.change(job.catalogId, clearLeftBehind(abandoned, now()));
      return record && isInBulkJob(record, now()) ? [] : [job];
    };
    return (await inParallel(jobs, writesAtOnce, free)).flat();
  };
