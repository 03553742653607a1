/** States of Bedrock's jobs: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ModelInvocationJobSummary.html */
const endedStates = ['Completed', 'PartiallyCompleted', 'Failed', 'Stopped', 'Expired'];

/** A batch inference job as Bedrock tells about it. */
export interface BulkJob {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  /** What was asked for: an inference profile, or a model. */
  readonly modelId: string;
  /** Why it failed. */
  readonly message?: string;
  /** Epoch milliseconds. */
  readonly submittedAt: number;
  readonly endedAt?: number;
  readonly inputUri: string;
  readonly outputUri: string;
  readonly records: {
    readonly total: number;
    readonly processed: number;
    readonly failed: number;
  };
}

/** Whether nothing more will come of it. */
export const hasEnded = ({ status }: Pick<BulkJob, 'status'>): boolean => endedStates.includes(status);

export interface BulkOrder {
  readonly name: string;
  readonly modelId: string;
  readonly roleArn: string;
  readonly inputUri: string;
  readonly outputUri: string;
}

/** Made, or refused for a reason that the same order will meet again. */
export type BulkOrderAnswer =
  | { readonly kind: 'made'; readonly arn: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Bedrock's batch inference jobs in one region. */
export interface BulkJobs {
  /** The same order given twice makes one job. Rejects where it is not known whether it was made: give it again. */
  create(order: BulkOrder): Promise<BulkOrderAnswer>;
  /** By ARN; rejects for one that does not exist. */
  get(arn: string): Promise<BulkJob>;
  /** Jobs whose names begin so, newest first, submitted since a time if one is given (epoch milliseconds). */
  list(namePrefix: string, since?: number): AsyncIterable<BulkJob>;
}
