import type { FaultTarget } from '../faults/fault-board';
import type { ResolvedModel } from '../models/resolve-model';
import type { S3Location } from './batch-storage';

export type BatchStatus =
  | 'Submitted'
  | 'Validating'
  | 'InProgress'
  | 'Completed'
  | 'PartiallyCompleted'
  | 'Failed'
  | 'Stopping'
  | 'Stopped';

/** What CreateModelInvocationJob asks for, parsed. */
export interface BatchOrder {
  readonly jobName: string;
  readonly modelId: string;
  readonly roleArn: string;
  readonly clientRequestToken: string | undefined;
  readonly inputUri: string;
  readonly input: S3Location;
  readonly outputUri: string;
  readonly output: S3Location;
  readonly timeoutDurationInHours: number;
}

export interface RecordCounts {
  readonly total: number;
  readonly processed: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** A batch inference job and how far it is. */
export interface BatchJob {
  readonly id: string;
  readonly arn: string;
  readonly order: BatchOrder;
  readonly model: ResolvedModel;
  readonly target: FaultTarget;
  /** Epoch milliseconds. */
  readonly submittedAt: number;
  status: BatchStatus;
  /** Why it failed. */
  message: string | undefined;
  modifiedAt: number;
  endedAt: number | undefined;
  counts: RecordCounts;
}

const hourMs = 3_600_000;

const isoTime = (at: number): string => new Date(at).toISOString();

/** A job as GetModelInvocationJob shows it. */
export const describeJob = (job: BatchJob): Readonly<Record<string, unknown>> => ({
  jobArn: job.arn,
  jobName: job.order.jobName,
  modelId: job.order.modelId,
  roleArn: job.order.roleArn,
  ...(job.order.clientRequestToken === undefined ? {} : { clientRequestToken: job.order.clientRequestToken }),
  status: job.status,
  ...(job.message === undefined ? {} : { message: job.message }),
  submitTime: isoTime(job.submittedAt),
  lastModifiedTime: isoTime(job.modifiedAt),
  ...(job.endedAt === undefined ? {} : { endTime: isoTime(job.endedAt) }),
  inputDataConfig: { s3InputDataConfig: { s3InputFormat: 'JSONL', s3Uri: job.order.inputUri } },
  outputDataConfig: { s3OutputDataConfig: { s3Uri: job.order.outputUri } },
  timeoutDurationInHours: job.order.timeoutDurationInHours,
  jobExpirationTime: isoTime(job.submittedAt + job.order.timeoutDurationInHours * hourMs),
  modelInvocationType: 'InvokeModel',
  totalRecordCount: job.counts.total,
  processedRecordCount: job.counts.processed,
  successRecordCount: job.counts.succeeded,
  errorRecordCount: job.counts.failed,
});

/** The event that EventBridge gets whenever a job's status changes. */
export const jobStateChange = (job: BatchJob, eventId: string): Readonly<Record<string, unknown>> => {
  const [, , , region = '', account = ''] = job.arn.split(':');
  return {
    version: '0',
    id: eventId,
    'detail-type': 'Batch Inference Job State Change',
    source: 'aws.bedrock',
    account,
    time: isoTime(job.modifiedAt),
    region,
    resources: [job.arn],
    detail: {
      version: '0.0',
      accountId: account,
      batchJobName: job.order.jobName,
      batchJobArn: job.arn,
      batchModelId: job.order.modelId,
      status: job.status,
      failureMessage: job.message ?? '',
      creationTime: isoTime(job.submittedAt),
    },
  };
};
