import { type BulkCost, bulkCost, estimateUsage } from '../../core/bulk-enrichment/bulk-cost';
import { bulkTimeoutHours } from '../../core/bulk-enrichment/bulk-limits';
import { sqsQueueJobs } from '../../core/enrichment/queue-jobs';
import { createRegisterImport, type ImportedItem } from '../../core/enrichment/register-import';
import type { AdminRuntime } from '../admin-runtime';
import { withBulk } from '../bulk/open-bulk';
import { type BulkImport, runBulkImport } from '../bulk/run-bulk-import';
import { startProgress } from '../output/progress';
import type { Connection } from '../target/connect';

/** Facts for `--json`, sentences for people. */
export interface BulkReport {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sentences: readonly string[];
  readonly complete: boolean;
}

const usd = (amount: number): string => `US$${amount.toFixed(amount < 1 ? 4 : 2)}`;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const savings = ({ bulkUsd, onDemandUsd, savedUsd }: BulkCost): string =>
  `about ${usd(bulkUsd)} in place of ${usd(onDemandUsd)} on the queue, ${usd(savedUsd)} saved`;

const describe = (run: BulkImport, cost: BulkCost): BulkReport => {
  const { made, reasons, ...counts } = run;
  const items = made.reduce((sum, { jobs }) => sum + jobs.length, 0);
  const jobs = made.map(({ name, jobs }) => ({ name, items: jobs.length }));
  const sentences = [
    ...made.map(({ name, jobs }) => `Batch job ${name}: ${plural(jobs.length, 'item')}.`),
    ...(items > 0
      ? [
          `${plural(items, 'item')} at half price: ${savings(cost)}. Results come within ${bulkTimeoutHours} hours (npm run admin -- jobs).`,
        ]
      : []),
    ...reasons.map((reason) => `${reason}: they go to the queue at the full price.`),
    [
      `${counts.queued} sent to the queue, ${counts.inBulkJob} in batch jobs already,`,
      `${counts.alreadyEnriched} enriched already, ${counts.parked} parked.`,
    ].join(' '),
    ...(run.complete ? [] : ['Stopped: run the same command again to continue; nothing is done twice.']),
  ];
  return {
    facts: { ...counts, batchJobs: jobs, inNewBatchJobs: items, reasons, estimate: cost },
    sentences,
    complete: run.complete,
  };
};

/** Makes batch jobs of good rows, where there are enough, and says what that saves. */
export const enrichInBulk = (
  runtime: AdminRuntime,
  connection: Connection,
  items: readonly ImportedItem[],
): Promise<BulkReport> =>
  withBulk(connection, runtime.now, async (bulk) => {
    const { terminal, now, user, stopped } = runtime;
    const progress = startProgress(terminal, 'Registering', items.length);
    const register = createRegisterImport(connection.catalog);
    const at = now();
    const run = await runBulkImport(items, {
      bulk,
      register: (wave) => register(wave, { at, by: `admin:${user}`, urgent: false, send: true }),
      queue: sqsQueueJobs(connection.sqs, connection.target.queues.enrichment.url),
      onProgress: (done) => progress.update(done),
      isStopped: () => stopped.aborted,
    }).finally(() => progress.stop());
    const jobs = run.made.flatMap(({ jobs }) => jobs);
    return describe(run, bulkCost(bulk.called, estimateUsage(jobs), estimateUsage(jobs, bulk.itemsPerCall)));
  });
