import { setImmediate } from 'node:timers/promises';
import type { StandIn } from '../runtime/stand-in';
import { CallerGone, wait } from '../server/wait';
import { type AnsweredRecord, answerRecord } from './answer-record';
import type { BatchJob, BatchStatus } from './batch-job';
import type { BatchStorage, S3Location } from './batch-storage';

/** Records between two looks at whether the job is to stop. */
const recordsAtOnce = 20;

/** A job that ends with a reason that its owner can act on. */
export class BatchRefused extends Error {
  override readonly name = 'BatchRefused';
}

export interface BatchSurroundings {
  readonly standIn: StandIn;
  readonly storage: BatchStorage;
  /** Moves the job to a status, and tells whoever listens. */
  readonly move: (job: BatchJob, status: BatchStatus, message?: string) => void;
  /** Aborted when the stand-in closes. */
  readonly closing: AbortSignal;
}

interface InputFile {
  readonly location: S3Location;
  readonly lines: readonly string[];
}

const readInput = async (job: BatchJob, storage: BatchStorage): Promise<readonly InputFile[]> => {
  try {
    const locations = await storage.list(job.order.input);
    return await Promise.all(
      locations.map(async (location) => ({
        location,
        lines: (await storage.read(location)).split('\n').filter((line) => line.trim() !== ''),
      })),
    );
  } catch (error) {
    throw new BatchRefused(`Cannot read ${job.order.inputUri}: ${String(error)}`, { cause: error });
  }
};

const checkSize = (job: BatchJob, records: number): void => {
  const { batch } = job.model.description.can;
  const minimum = batch === false ? 0 : batch.minimumRecords;
  if (records < minimum) {
    throw new BatchRefused(
      `Batch job ${job.arn} contains less records (${records}) than the required minimum of: ${minimum}.`,
    );
  }
};

const fileName = ({ key }: S3Location): string => key.split('/').at(-1) ?? key;

/** `{output}/{job id}/`, where Bedrock puts a job's results. */
const outputLocation = (job: BatchJob, name: string): S3Location => {
  const { bucket, key } = job.order.output;
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  return { bucket, key: `${prefix}${job.id}/${name}` };
};

const answerFile = async (
  job: BatchJob,
  lines: readonly string[],
  { standIn }: BatchSurroundings,
): Promise<readonly AnsweredRecord[]> => {
  const answered: AnsweredRecord[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % recordsAtOnce === 0) await setImmediate();
    if (job.status === 'Stopping') break;
    const record = answerRecord(standIn, job, line, index);
    answered.push(record);
    job.counts = {
      ...job.counts,
      processed: job.counts.processed + 1,
      succeeded: job.counts.succeeded + (record.succeeded ? 1 : 0),
      failed: job.counts.failed + (record.succeeded ? 0 : 1),
    };
  }
  return answered;
};

const sum = (records: readonly AnsweredRecord[], field: 'inputTokens' | 'outputTokens'): number =>
  records.reduce((total, record) => total + record[field], 0);

const work = async (job: BatchJob, surroundings: BatchSurroundings): Promise<void> => {
  const { standIn, storage, move, closing } = surroundings;
  const pause = (): Promise<void> => wait(standIn.settings.get().latencyMs, closing);
  await pause();
  move(job, 'Validating');
  const files = await readInput(job, storage);
  const total = files.reduce((records, { lines }) => records + lines.length, 0);
  checkSize(job, total);
  job.counts = { ...job.counts, total };
  await pause();
  if (job.status !== 'Stopping') move(job, 'InProgress');

  const answered: AnsweredRecord[] = [];
  for (const { location, lines } of files) {
    const records = await answerFile(job, lines, surroundings);
    answered.push(...records);
    await pause();
    await storage.write(
      outputLocation(job, `${fileName(location)}.out`),
      records.map(({ line }) => `${line}\n`).join(''),
    );
  }
  const manifest = {
    totalRecordCount: total,
    processedRecordCount: job.counts.processed,
    successRecordCount: job.counts.succeeded,
    errorRecordCount: job.counts.failed,
    inputTokenCount: sum(answered, 'inputTokens'),
    outputTokenCount: sum(answered, 'outputTokens'),
  };
  await storage.write(outputLocation(job, 'manifest.json.out'), JSON.stringify(manifest));
  move(job, job.status === 'Stopping' ? 'Stopped' : 'Completed');
};

/** Takes a job from Submitted to its end. Never rejects: what goes wrong is the job's message. */
export const runBatchJob = async (job: BatchJob, surroundings: BatchSurroundings): Promise<void> => {
  try {
    await work(job, surroundings);
  } catch (error) {
    // The wait was given up because the stand-in closes.
    if (error instanceof CallerGone) return;
    const message = error instanceof BatchRefused ? error.message : `The job failed: ${String(error)}`;
    surroundings.move(job, 'Failed', message);
  }
};
