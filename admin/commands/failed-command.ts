import { Command } from 'commander';
import type { ParkedJob } from '../../core/enrichment/parked-jobs';
import { AdminError } from '../admin-error';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import type { ExitName } from '../exit-codes';
import { requeueParked } from '../failed/requeue-parked';
import { selectParked } from '../failed/select-parked';
import { type JobFilter, withJobFilter } from '../options/job-filter';
import { parseCount } from '../options/parse-count';
import { describeAge } from '../output/describe-age';
import { formatTable } from '../output/format-table';
import { startProgress } from '../output/progress';

interface FailedOptions extends SharedOptions, JobFilter {
  readonly all?: boolean;
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const everything = Number.POSITIVE_INFINITY;

const tableOf = (jobs: readonly ParkedJob[], now: number): readonly string[] =>
  formatTable([
    ['job', 'kind', 'age', 'code', 'reason'],
    ...jobs.map(({ jobId, kind, parkedAt, code, reason }) => [
      jobId,
      kind,
      describeAge(now - Date.parse(parkedAt)),
      code,
      reason,
    ]),
  ]);

const list = (runtime: AdminRuntime, options: FailedOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async ({ parkedJobs }) => {
    const { terminal, now } = runtime;
    const wanted = { jobIds: [], filter: options, limit: options.limit ?? 50 };
    const jobs = await selectParked(parkedJobs, wanted, now());
    if (options.json) terminal.print(JSON.stringify(jobs));
    else if (jobs.length === 0) terminal.print('No job is parked.');
    else for (const line of tableOf(jobs, now())) terminal.print(line);
    return 'done';
  });

const show = (runtime: AdminRuntime, jobId: string, options: FailedOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async ({ parkedJobs }) => {
    const job = await parkedJobs.get(jobId);
    if (!job) throw new AdminError('notFound', `No parked job has the id ${jobId}.`);
    const { kind, parkedAt, code, reason, catalogId, body } = job;
    const rows = Object.entries({ jobId, kind, catalogId: catalogId ?? '', parkedAt, code, reason, body });
    if (options.json) runtime.terminal.print(JSON.stringify(job));
    else for (const line of formatTable(rows)) runtime.terminal.print(line);
    return 'done';
  });

/** A filter or `--all` is a choice; nothing at all is not. */
const requireChoice = (jobIds: readonly string[], options: FailedOptions): void => {
  const { kind, reason, olderThan, newerThan, all } = options;
  const isChosen = [kind, reason, olderThan, newerThan].some((value) => value !== undefined);
  if (jobIds.length === 0 && !isChosen && all !== true) {
    throw new AdminError('usage', 'Name jobs, or choose them with --kind, --reason, --older-than or --all.');
  }
};

const requeue = (
  runtime: AdminRuntime,
  jobIds: readonly string[],
  options: FailedOptions,
): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const { terminal, now, stopped } = runtime;
    requireChoice(jobIds, options);
    const wanted = { jobIds, filter: options, limit: options.limit ?? everything };
    const jobs = await selectParked(connection.parkedJobs, wanted, now());
    const refused: { readonly jobId: string; readonly reason: string }[] = [];
    let requeued = 0;
    const progress = startProgress(terminal, 'Requeueing', options.dryRun ? 0 : jobs.length);
    for (const job of options.dryRun ? [] : jobs) {
      if (stopped.aborted) break;
      const result = await requeueParked(connection, job, now());
      if (result.ok) requeued += 1;
      else refused.push({ jobId: job.jobId, reason: result.reason });
      progress.update(requeued + refused.length);
    }
    progress.stop();
    for (const { jobId, reason } of refused) terminal.note(`${jobId} stays parked: ${reason}`);
    if (options.json) terminal.print(JSON.stringify({ chosen: jobs.length, requeued, refused }));
    else if (options.dryRun) terminal.print(`${jobs.length} would be requeued. Nothing was done.`);
    else terminal.print(`${requeued} requeued, ${refused.length} stay parked.`);
    if (stopped.aborted) return 'interrupted';
    return refused.length > 0 ? 'partly' : 'done';
  });

const discard = (
  runtime: AdminRuntime,
  jobIds: readonly string[],
  options: FailedOptions,
): Promise<ExitName> =>
  withConnection(runtime, options.env, async ({ parkedJobs, target }) => {
    const { terminal, now } = runtime;
    requireChoice(jobIds, options);
    const wanted = { jobIds, filter: options, limit: options.limit ?? everything };
    const jobs = await selectParked(parkedJobs, wanted, now());
    if (options.dryRun) {
      if (options.json) terminal.print(JSON.stringify({ chosen: jobs.length, discarded: 0 }));
      else terminal.print(`${jobs.length} would be discarded. Nothing was done.`);
      return 'done';
    }
    const question = `Discard ${jobs.length} parked jobs of ${target.environment}? They cannot be brought back.`;
    if (jobs.length > 0 && options.yes !== true && !(await terminal.confirm(question))) {
      throw new AdminError('notConfirmed', 'Nothing was discarded: confirm, or pass --yes.');
    }
    for (const { jobId, parkedAt } of jobs) await parkedJobs.remove(jobId, parkedAt);
    if (options.json) terminal.print(JSON.stringify({ chosen: jobs.length, discarded: jobs.length }));
    else terminal.print(`${jobs.length} discarded.`);
    return 'done';
  });

export const failedCommand = (runtime: AdminRuntime, setExit: SetExit): Command => {
  const choosing = (name: string, description: string): Command =>
    withJobFilter(defineCommand(name, description))
      .option('--limit <count>', 'at most so many', parseCount)
      .option('--all', 'every parked job');
  return new Command('failed')
    .description('the jobs that were parked because they will not succeed as they are')
    .addCommand(
      withJobFilter(defineCommand('list', 'list parked jobs, newest first'))
        .option('--limit <count>', 'at most so many (default: 50)', parseCount)
        .action(async (options: FailedOptions) => setExit(await list(runtime, options))),
    )
    .addCommand(
      defineCommand('show', 'show a parked job with its message')
        .argument('<jobId>')
        .action(async (jobId: string, options: FailedOptions) =>
          setExit(await show(runtime, jobId, options)),
        ),
    )
    .addCommand(
      choosing('requeue', 'put parked jobs on their queue again')
        .argument('[jobId...]')
        .option('--dry-run', 'say how many, and do nothing')
        .action(async (jobIds: string[], options: FailedOptions) =>
          setExit(await requeue(runtime, jobIds, options)),
        ),
    )
    .addCommand(
      choosing('discard', 'forget parked jobs')
        .argument('[jobId...]')
        .option('--dry-run', 'say how many, and do nothing')
        .option('--yes', 'do not ask')
        .action(async (jobIds: string[], options: FailedOptions) =>
          setExit(await discard(runtime, jobIds, options)),
        ),
    );
};
