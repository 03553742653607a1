import type { Job } from '../load/ledger';
import type { Row } from '../observe/observer';
import type { Evidence, WorkDone } from './evidence';

type JobEvidence = Pick<Evidence, 'jobs' | 'catalog' | 'results' | 'parked' | 'deadLetters' | 'workDone'>;

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null;
const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** By the id of each piece of work, what changes when it is done again. */
export const workDoneIn = ({ catalog, results }: Pick<Evidence, 'catalog' | 'results'>): WorkDone =>
  new Map([
    ...catalog
      .filter((row) => row['status'] === 'enriched')
      .map((row): [string, string] => [
        `${String(row['catalogId'])} as ${String(row['inputHash'])}`,
        String(field(row['provenance'], 'enrichedAt')),
      ]),
    ...results
      .filter((row) => row['status'] === 'done')
      .map((row): [string, string] => [String(row['jobId']), String(row['at'])]),
  ]);

const isEnriched = (job: Job, row: Row | undefined): boolean =>
  row?.['status'] === 'enriched' && field(row['item'], 'title') === job.title;

/** Every job that a queue took is done or parked, once, and never both; nothing is a dead letter. */
export const jobsOnce = ({ jobs, catalog, results, parked, deadLetters, workDone }: JobEvidence) => {
  const titles = new Map(catalog.map((row) => [row['catalogId'], row]));
  const resultOf = new Map(results.map((row) => [row['jobId'], row]));
  const parkedCount = new Map<unknown, number>();
  for (const row of parked) parkedCount.set(row['body'], (parkedCount.get(row['body']) ?? 0) + 1);

  const judge = (job: Job): readonly string[] => {
    const isParked = (parkedCount.get(job.body) ?? 0) > 0;
    const done =
      job.queue === 'enrichment'
        ? isEnriched(job, titles.get(job.catalogId))
        : resultOf.get(job.jobId)?.['status'] === 'done';
    const says = (problem: string): string => `${job.queue} job ${job.jobId} ${problem}`;
    if (job.expected === 'superseded') return done ? [says('overtook a newer edit')] : [];
    if (done && isParked) return [says('is done and parked')];
    if (job.expected === 'done') return done ? [] : [says(isParked ? 'is parked' : 'is lost')];
    return isParked ? [] : [says(done ? 'is done, and never could be' : 'is lost instead of parked')];
  };

  const again = workDone
    .slice(1)
    .flatMap((later, index) =>
      [...later]
        .filter(([id, value]) => (workDone[index]?.get(id) ?? value) !== value)
        .map(([id]) => `${id} was done twice`),
    );
  return [
    ...jobs.flatMap(judge),
    ...[...parkedCount].filter(([, count]) => count > 1).map(([body]) => `parked twice: ${String(body)}`),
    ...deadLetters.map((body) => `a dead letter: ${body.slice(0, 200)}`),
    ...again,
  ];
};
