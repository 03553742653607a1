import { stringProperty } from '../bedrock/json-value';
import { describeFailure } from '../observability/describe-failure';
import type { Logger } from '../observability/logger';
import type { BulkJob } from './bulk-job';
import { catalogIdOf } from './bulk-record';
import type { BulkStorage } from './bulk-storage';
import type { IngestCursor } from './ingest-cursor';
import { lineGroups } from './line-groups';
import type { ReturnUnsettled } from './return-unsettled';
import { parseS3Uri } from './s3-location';

export interface IngestRestRun {
  readonly job: BulkJob;
  readonly cursor: IngestCursor;
  readonly isTimeUp: () => boolean;
  readonly storage: Pick<BulkStorage, 'lines'>;
  readonly returnUnsettled: ReturnUnsettled;
  readonly logger: Logger;
}

/** Titles that could not be returned to the queue: the same work, done again, returns them. */
export class TitlesNotReturnedError extends Error {
  override readonly name = 'TitlesNotReturnedError';
  readonly retryable = true;

  constructor(bulkJob: string, count: number, options: ErrorOptions) {
    super(`${count} titles of batch job ${bulkJob} could not be returned to the queue`, options);
  }
}

const groupSize = 50;

const idOf = (line: string): readonly string[] => {
  const record: unknown = JSON.parse(line);
  const recordId = stringProperty(record, 'recordId');
  return recordId === undefined ? [] : [catalogIdOf(recordId)];
};

/**
 * Returns what a job left open to the queue, as far as there is time. One title that cannot be returned keeps no other
 * from it; all such make it reject in the end.
 */
export const ingestRest = async (
  run: IngestRestRun,
): Promise<{ readonly cursor: IngestCursor; readonly finished: boolean }> => {
  const { job, cursor, isTimeUp, storage, returnUnsettled, logger } = run;
  const failures: unknown[] = [];

  const returnOneByOne = async (catalogIds: readonly string[]): Promise<number> => {
    let returned = 0;
    for (const catalogId of catalogIds) {
      try {
        returned += await returnUnsettled([catalogId], job.name);
      } catch (error) {
        failures.push(error);
        logger.error('A title of a batch job could not be returned to the queue', {
          bulkJob: job.name,
          catalogId,
          error: describeFailure(error),
        });
      }
    }
    return returned;
  };

  const input = parseS3Uri(job.inputUri);
  if (input === undefined) throw new Error(`Batch job ${job.name} has no input file.`);
  let { lines, totals } = cursor;
  let isWhole = true;
  for await (const group of lineGroups(storage.lines(input), { skip: lines, size: groupSize })) {
    if (lines > cursor.lines && isTimeUp()) {
      isWhole = false;
      break;
    }
    const catalogIds = group.flatMap(idOf);
    const returned = await returnUnsettled(catalogIds, job.name).catch(() => returnOneByOne(catalogIds));
    totals = { ...totals, returned: totals.returned + returned };
    lines += group.length;
  }
  if (failures.length > 0)
    throw new TitlesNotReturnedError(job.name, failures.length, { cause: failures[0] });
  return { cursor: { phase: 'rest', lines, totals }, finished: isWhole };
};
