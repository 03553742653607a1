import type { Command } from 'commander';
import type { AdminRuntime } from '../admin-runtime';
import { bulkJobLines, bulkJobsUnderWay } from '../bulk/bulk-jobs-under-way';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import type { ExitName } from '../exit-codes';
import { countJobs, type JobsReport } from '../jobs/count-jobs';
import { describeAge } from '../output/describe-age';
import { formatTable } from '../output/format-table';

const rowsOf = (
  { enrichment, deferredInference }: JobsReport,
  now: number,
): readonly (readonly string[])[] => {
  const { oldestWaitingSince: oldest, itemsPerMinute, minutesLeft } = enrichment;
  return [
    ['', 'enrichment', 'deferred inference'],
    ['queued', String(enrichment.queued), String(deferredInference.queued)],
    ['in flight', String(enrichment.inFlight), String(deferredInference.inFlight)],
    ['not enriched yet', String(enrichment.waiting), ''],
    ['enriched', String(enrichment.enriched), ''],
    ['parked', String(enrichment.parked), String(deferredInference.parked)],
    ['dead-lettered', String(enrichment.deadLettered), String(deferredInference.deadLettered)],
    ['oldest', oldest === undefined ? '–' : `waits ${describeAge(now - Date.parse(oldest))}`, ''],
    ['rate', itemsPerMinute > 0 ? `${itemsPerMinute.toFixed(0)} a minute` : '–', ''],
    ['time left', minutesLeft === undefined ? '–' : describeAge(minutesLeft * 60_000), ''],
    ['spent today', `US$${enrichment.spentTodayUsd.toFixed(4)}`, ''],
  ];
};

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const jobs = (runtime: AdminRuntime, options: SharedOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const { terminal, now } = runtime;
    const batchJobs = await bulkJobsUnderWay(connection.target, now).catch((error: unknown) => {
      terminal.note(`Batch jobs could not be listed: ${describe(error)}`);
      return [];
    });
    const report = await countJobs(connection, now());
    if (options.json) terminal.print(JSON.stringify({ ...report, batchJobs }));
    else
      for (const line of [...formatTable(rowsOf(report, now())), ...bulkJobLines(batchJobs)])
        terminal.print(line);
    return 'done';
  });

export const jobsCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  defineCommand('jobs', 'count the jobs, with their age, rate, time left and cost').action(
    async (options: SharedOptions) => setExit(await jobs(runtime, options)),
  );
