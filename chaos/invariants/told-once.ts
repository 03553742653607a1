import { eventLedger } from '../observe/event-ledger';
import { doneJobs } from './done-jobs';
import type { Evidence } from './evidence';

type Told = Pick<Evidence, 'jobs' | 'catalog' | 'results' | 'told' | 'toldSince'>;

/** Subscribers hear of each result once; hearing it again is the same event, of the same work. */
export const toldOnce = (evidence: Told) => {
  const { told, toldSince } = evidence;
  const { distinct, redone } = eventLedger(told);
  const counts = new Map<string, number>();
  for (const { jobId } of distinct) counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  const events = (jobId: string): number => counts.get(jobId) ?? 0;
  return [
    ...redone.map((eventId) => `${eventId} was told with two dates: its work was done twice`),
    ...doneJobs(evidence)
      .filter(({ job, at }) => events(job.jobId) > 1 || (events(job.jobId) === 0 && at >= toldSince))
      .map(({ job }) => `job ${job.jobId} is done, and ${events(job.jobId)} events tell of it`),
  ];
};
