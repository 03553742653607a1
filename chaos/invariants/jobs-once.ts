import type { Job } from '../load/ledger';
import { doneJobs } from './done-jobs';
import type { Evidence } from './evidence';
import { paidOnce } from './paid-once';
import { toldOnce } from './told-once';

type Stored = Pick<Evidence, 'jobs' | 'catalog' | 'results' | 'parked' | 'deadLetters'>;

/** Every job that a queue took is done or parked, and never both; nothing is a dead letter. */
const settledOnce = (evidence: Stored): readonly string[] => {
  const { jobs, parked, deadLetters } = evidence;
  const done = new Set(doneJobs(evidence).map(({ job }) => job));
  const parkedBodies = new Set(parked.map(({ body }) => body));
  const judge = (job: Job): readonly string[] => {
    const isDone = done.has(job);
    const isParked = parkedBodies.has(job.body);
    const says = (problem: string): string => `${job.queue} job ${job.jobId} ${problem}`;
    if (job.expected === 'superseded') return isDone ? [says('overtook a newer edit')] : [];
    if (isDone && isParked) return [says('is done and parked')];
    if (job.expected === 'done') return isDone ? [] : [says(isParked ? 'is parked' : 'is lost')];
    return isParked ? [] : [says(isDone ? 'is done, and never could be' : 'is lost instead of parked')];
  };
  return [...jobs.flatMap(judge), ...deadLetters.map((body) => `a dead letter: ${body.slice(0, 200)}`)];
};

/** Every job has one end, is paid for once and told of once. */
export const jobsOnce = (
  evidence: Parameters<typeof paidOnce>[0] & Parameters<typeof toldOnce>[0] & Stored,
) => [...settledOnce(evidence), ...paidOnce(evidence), ...toldOnce(evidence)];
