import {
  type BedrockClient,
  BedrockServiceException,
  CreateModelInvocationJobCommand,
  GetModelInvocationJobCommand,
  type GetModelInvocationJobCommandOutput,
  type ModelInvocationJobSummary,
  paginateListModelInvocationJobs,
  ThrottlingException,
} from '@aws-sdk/client-bedrock';
import type { BulkJob, BulkJobs } from './bulk-job';
import { bulkTimeoutHours } from './bulk-limits';

const jobOf = (job: ModelInvocationJobSummary | GetModelInvocationJobCommandOutput): BulkJob => ({
  arn: job.jobArn ?? '',
  name: job.jobName ?? '',
  status: job.status ?? '',
  modelId: job.modelId ?? '',
  submittedAt: job.submitTime?.getTime() ?? 0,
  inputUri: job.inputDataConfig?.s3InputDataConfig?.s3Uri ?? '',
  outputUri: job.outputDataConfig?.s3OutputDataConfig?.s3Uri ?? '',
  records: {
    total: job.totalRecordCount ?? 0,
    processed: job.processedRecordCount ?? 0,
    failed: job.errorRecordCount ?? 0,
  },
  ...(job.message !== undefined && { message: job.message }),
  ...(job.endTime !== undefined && { endedAt: job.endTime.getTime() }),
});

/** An answer that says no; a throttle, a fault of the service and a silence say nothing. */
const isRefusal = (error: unknown): error is BedrockServiceException =>
  error instanceof BedrockServiceException &&
  error.$fault === 'client' &&
  !(error instanceof ThrottlingException);

/** Batch inference jobs by the AWS SDK. */
export const bedrockBulkJobs = (client: BedrockClient): BulkJobs => ({
  create: async ({ name, modelId, roleArn, inputUri, outputUri }) => {
    try {
      const { jobArn } = await client.send(
        new CreateModelInvocationJobCommand({
          jobName: name,
          clientRequestToken: name,
          modelId,
          roleArn,
          inputDataConfig: { s3InputDataConfig: { s3InputFormat: 'JSONL', s3Uri: inputUri } },
          outputDataConfig: { s3OutputDataConfig: { s3Uri: outputUri } },
          timeoutDurationInHours: bulkTimeoutHours,
        }),
      );
      return { kind: 'made', arn: jobArn ?? '' };
    } catch (error) {
      if (isRefusal(error)) return { kind: 'refused', reason: `${error.name}: ${error.message}` };
      throw error;
    }
  },
  get: async (arn) => jobOf(await client.send(new GetModelInvocationJobCommand({ jobIdentifier: arn }))),
  async *list(namePrefix, since) {
    const pages = paginateListModelInvocationJobs(
      { client },
      {
        nameContains: namePrefix,
        sortBy: 'CreationTime',
        sortOrder: 'Descending',
        ...(since !== undefined && { submitTimeAfter: new Date(since) }),
      },
    );
    for await (const { invocationJobSummaries = [] } of pages) {
      yield* invocationJobSummaries.map(jobOf).filter(({ name }) => name.startsWith(namePrefix));
    }
  },
});
