import { randomInt, randomUUID } from 'node:crypto';
import { AwsError, validationError } from '../aws-error';
import type { StandIn } from '../runtime/stand-in';
import { type BatchJob, type BatchOrder, type BatchStatus, jobStateChange } from './batch-job';
import type { BatchStorage } from './batch-storage';
import { runBatchJob } from './run-batch-job';

/** The account in every ARN of the stand-in. */
export const standInAccount = '000000000000';

/** Gets an event for each change of a job's status, as EventBridge would. */
export type OnJobStateChange = (event: Readonly<Record<string, unknown>>) => void;

export interface BatchJobs {
  create(order: BatchOrder, region: string): BatchJob;
  /** By id or ARN; throws ResourceNotFoundException. */
  get(identifier: string): BatchJob;
  stop(identifier: string): void;
  list(): readonly BatchJob[];
  /** Gives up what runs, and waits until it has noticed. */
  close(): Promise<void>;
}

const ended: readonly BatchStatus[] = ['Completed', 'PartiallyCompleted', 'Failed', 'Stopped'];

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

const newJobId = (): string => Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('');

/** Runs batch inference jobs in this process, and forgets them with it. */
export const createBatchJobs = (
  standIn: StandIn,
  storage: BatchStorage,
  onStateChange: OnJobStateChange,
): BatchJobs => {
  const jobs = new Map<string, BatchJob>();
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  const move = (job: BatchJob, status: BatchStatus, message?: string): void => {
    job.status = status;
    job.message = message;
    job.modifiedAt = standIn.now();
    if (ended.includes(status)) job.endedAt = job.modifiedAt;
    onStateChange(jobStateChange(job, randomUUID()));
  };

  const get = (identifier: string): BatchJob => {
    const job = jobs.get(identifier.split('/').at(-1) ?? identifier);
    if (job === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        `The model invocation job ${identifier} was not found.`,
      );
    }
    return job;
  };

  const start = (job: BatchJob): void => {
    jobs.set(job.id, job);
    onStateChange(jobStateChange(job, randomUUID()));
    const done = runBatchJob(job, { standIn, storage, move, closing: closing.signal }).finally(() => {
      running.delete(done);
    });
    running.add(done);
  };

  return {
    create(order, region) {
      const { clientRequestToken: token } = order;
      const same = [...jobs.values()].find(
        (job) => token !== undefined && job.order.clientRequestToken === token,
      );
      if (same !== undefined) return same;
      const model = standIn.resolveModel(order.modelId, region, 'batch');
      if (model.description.can.batch === false) {
        throw validationError('The provided model does not support batch inference.');
      }
      const id = newJobId();
      const at = standIn.now();
      const job: BatchJob = {
        id,
        arn: `arn:aws:bedrock:${region}:${standInAccount}:model-invocation-job/${id}`,
        order,
        model,
        target: { region, modelId: order.modelId, model },
        submittedAt: at,
        status: 'Submitted',
        message: undefined,
        modifiedAt: at,
        endedAt: undefined,
        counts: { total: 0, processed: 0, succeeded: 0, failed: 0 },
      };
      start(job);
      return job;
    },
    get,
    stop(identifier) {
      const job = get(identifier);
      if (ended.includes(job.status)) {
        throw new AwsError('ConflictException', `The job is ${job.status} and cannot be stopped.`);
      }
      move(job, 'Stopping');
    },
    list: () => [...jobs.values()],
    async close() {
      closing.abort();
      await Promise.all(running);
      storage.close();
    },
  };
};
