import { type ParkedJob, type ParkedJobs, parkedKinds } from '../../core/enrichment/parked-jobs';
import { AdminError } from '../admin-error';
import { type JobFilter, matchesFilter } from '../options/job-filter';

/** Named jobs, each of which has to exist, or those that a filter means, newest first. */
export const selectParked = async (
  parkedJobs: Pick<ParkedJobs, 'get' | 'list'>,
  wanted: { readonly jobIds: readonly string[]; readonly filter: JobFilter; readonly limit: number },
  now: number,
): Promise<readonly ParkedJob[]> => {
  const found: ParkedJob[] = [];
  for (const jobId of wanted.jobIds) {
    const job = await parkedJobs.get(jobId);
    if (!job) throw new AdminError('notFound', `No parked job has the id ${jobId}.`);
    found.push(job);
  }
  if (found.length > 0) return found;
  for (const kind of parkedKinds) {
    if (wanted.filter.kind !== undefined && wanted.filter.kind !== kind) continue;
    for await (const job of parkedJobs.list(kind)) {
      const { code, reason, parkedAt } = job;
      const judged = { kind, reason: `${code} ${reason}`, at: Date.parse(parkedAt) };
      if (found.length < wanted.limit && matchesFilter(wanted.filter, judged, now)) found.push(job);
    }
  }
  return found;
};
