import type { Command } from 'commander';
import { parseAge } from './parse-age';

/** Which jobs of a list are meant. */
export interface JobFilter {
  readonly kind?: string;
  readonly reason?: string;
  readonly olderThan?: number;
  readonly newerThan?: number;
}

/** What a job is judged by. */
export interface FilteredJob {
  readonly kind: string;
  readonly reason: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The options that a filter is read from; ages such as `30m`, `2h`, `3d`. */
export const withJobFilter = (command: Command): Command =>
  command
    .option('--kind <kind>', 'jobs of one kind: enrichment, synopsis, recommendation, moderation, answer')
    .option('--reason <text>', 'jobs whose reason contains the text, in any case')
    .option('--older-than <age>', 'jobs that failed longer ago than 30m, 2h, 3d', parseAge)
    .option('--newer-than <age>', 'jobs that failed since', parseAge);

/** Whether a job is meant; `now` in epoch milliseconds. */
export const matchesFilter = (filter: JobFilter, job: FilteredJob, now: number): boolean => {
  const ageMs = now - job.at;
  return (
    (filter.kind === undefined || job.kind === filter.kind) &&
    (filter.reason === undefined || (job.reason ?? '').toLowerCase().includes(filter.reason.toLowerCase())) &&
    (filter.olderThan === undefined || ageMs > filter.olderThan) &&
    (filter.newerThan === undefined || ageMs <= filter.newerThan)
  );
};
