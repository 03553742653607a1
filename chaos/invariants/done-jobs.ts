import type { Job } from '../load/ledger';
import type { Row } from '../observe/observer';
import type { Evidence } from './evidence';

/** A job whose result is stored. */
export interface DoneJob {
  readonly job: Job;
  /** When the model had answered, as the result says; epoch milliseconds. */
  readonly at: number;
}

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null;
const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

const rowsBy = (rows: readonly Row[], key: string): ReadonlyMap<unknown, Row> =>
  new Map(rows.map((row) => [row[key], row]));

/** The jobs that are done, by what the tables hold. */
export const doneJobs = ({
  jobs,
  catalog,
  results,
}: Pick<Evidence, 'jobs' | 'catalog' | 'results'>): readonly DoneJob[] => {
  const titles = rowsBy(catalog, 'catalogId');
  const resultOf = rowsBy(results, 'jobId');
  return jobs.flatMap((job): readonly DoneJob[] => {
    if (job.queue === 'deferred') {
      const result = resultOf.get(job.jobId);
      return result?.['status'] === 'done' ? [{ job, at: Date.parse(String(result['at'])) }] : [];
    }
    const row = titles.get(job.catalogId);
    const isItsOwn = row?.['status'] === 'enriched' && field(row['provenance'], 'jobId') === job.jobId;
    return isItsOwn ? [{ job, at: Date.parse(String(field(row['provenance'], 'enrichedAt'))) }] : [];
  });
};
