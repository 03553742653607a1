import { describeFailure } from '../observability/describe-failure';
import type { Logger } from '../observability/logger';
import type { BulkJob } from './bulk-job';
import { type BulkResult, readBulkResult } from './bulk-result';
import type { BulkStorage } from './bulk-storage';
import type { CalledModel } from './called-model';
import { inParallel } from './in-parallel';
import type { IngestCursor, IngestTotals } from './ingest-cursor';
import { lineGroups } from './line-groups';
import { parseS3Uri, type S3Location } from './s3-location';
import type { Settlement, SettleResult } from './settle-result';

export interface IngestResultsRun {
  readonly job: BulkJob;
  readonly called: CalledModel;
  readonly cursor: IngestCursor;
  readonly isTimeUp: () => boolean;
  readonly storage: Pick<BulkStorage, 'lines' | 'list'>;
  readonly settle: SettleResult;
  readonly logger: Logger;
}

/** Results at once: each reads and writes a row, embeds a text and publishes an event. */
const width = 16;
const attempts = 2;

/** The files of results; none where the job did not get so far. Bedrock makes a folder by the job's id. */
const outputFiles = async (
  { arn, outputUri }: BulkJob,
  storage: IngestResultsRun['storage'],
): Promise<readonly S3Location[]> => {
  const folder = parseS3Uri(outputUri);
  if (folder === undefined) return [];
  const key = `${folder.key}${arn.slice(arn.lastIndexOf('/') + 1)}/`;
  const found = await storage.list({ ...folder, key });
  return found.filter((file) => file.key.endsWith('.jsonl.out'));
};

async function* linesOf(files: readonly S3Location[], storage: IngestResultsRun['storage']) {
  for (const file of files) yield* storage.lines(file);
}

const added = (
  totals: IngestTotals,
  results: readonly (BulkResult | undefined)[],
  settlements: readonly Settlement[],
): IngestTotals => {
  const paid = results.flatMap((result) =>
    result && result.usage.inputTokens + result.usage.outputTokens > 0 ? [result.usage] : [],
  );
  return {
    ...totals,
    enriched: totals.enriched + settlements.filter((settlement) => settlement === 'enriched').length,
    parked: totals.parked + settlements.filter((settlement) => settlement === 'parked').length,
    calls: totals.calls + paid.length,
    inputTokens: totals.inputTokens + paid.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: totals.outputTokens + paid.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
};

/**
 * Settles the results of a job, as many as there is time for. One that cannot be settled is logged and stays open: the
 * rest of the work returns its title to the queue. The cursor is in the phase `rest` when all were looked at.
 */
export const ingestResults = async (run: IngestResultsRun): Promise<IngestCursor> => {
  const { job, called, cursor, isTimeUp, storage, settle, logger } = run;
  if (cursor.phase === 'rest') return cursor;
  const source = { ...called, bulkJob: job.name };

  const settleOne = async (result: BulkResult | undefined): Promise<Settlement> => {
    if (result === undefined) {
      logger.warn('A line of a batch job has no record id', { bulkJob: job.name });
      return 'open';
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const settlement = await settle(result, source);
        if (settlement === 'open' && result.kind === 'again')
          logger.info('A result of a batch job is of no use', {
            bulkJob: job.name,
            catalogId: result.catalogId,
            reason: result.reason,
          });
        return settlement;
      } catch (error) {
        if (attempt < attempts) continue;
        const { catalogId } = result;
        logger.error('A result of a batch job could not be settled', {
          bulkJob: job.name,
          catalogId,
          error: describeFailure(error),
        });
        return 'open';
      }
    }
  };

  let { lines, totals } = cursor;
  const all = linesOf(await outputFiles(job, storage), storage);
  for await (const group of lineGroups(all, { skip: lines, size: width })) {
    // Each run gets on, however short it is.
    if (lines > cursor.lines && isTimeUp()) return { phase: 'results', lines, totals };
    const results = group.map(readBulkResult);
    totals = added(totals, results, await inParallel(results, width, settleOne));
    lines += group.length;
  }
  return { phase: 'rest', lines: 0, totals };
};
