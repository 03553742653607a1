import { setTimeout as sleep } from 'node:timers/promises';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { bedrockBulkJobs } from '../../core/bulk-enrichment/bedrock-bulk-jobs';
import { bulkJobPrefix } from '../../core/bulk-enrichment/bulk-job-name';
import { createBulkPath } from '../../core/bulk-enrichment/create-bulk-path';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { configurationDependencies } from '../../core/functions/configuration-dependencies';
import { invocationTools } from '../../core/functions/invocation-tools';
import { openOnce } from '../../core/functions/open-once';
import { type BatchCompletedAnswer, createBatchCompleted } from './batch-completed';

const variables = readEnvironment('batchCompleted', process.env);
const tools = invocationTools('batch-completed', variables);
const { environment, now, logger, metrics, addContext } = tools;
const bedrock = new BedrockClient();
const lambda = new LambdaClient();

const open = openOnce(async () => {
  const configuration = await openConfiguration(configurationDependencies(tools, process.env));
  const ingest = createBulkPath({
    environment,
    config: configuration.current,
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    bedrock,
    s3: new S3Client(),
    sqs: new SQSClient(),
    sns: new SNSClient(),
    enrichmentQueueUrl: variables.ENRICHMENT_QUEUE_URL,
    catalogTopicArn: variables.CATALOG_TOPIC_ARN,
    searchEndpoint: variables.SEARCH_ENDPOINT,
    region: process.env['AWS_REGION'] ?? '',
    logger,
    record: metrics.record,
    now,
    random: Math.random,
    sleep,
  });
  return { ingest, configuration };
});

/** Called by EventBridge when a batch job has ended, by a schedule once a day, and by itself. */
export const handler = async (event: unknown, context: Context): Promise<BatchCompletedAnswer> => {
  addContext(context);
  try {
    const { ingest, configuration } = await open();
    const run = createBatchCompleted({
      ingest,
      jobs: bedrockBulkJobs(bedrock),
      jobPrefix: bulkJobPrefix(environment),
      callAgain: async (continuation) => {
        await lambda.send(
          new InvokeCommand({
            FunctionName: context.invokedFunctionArn,
            InvocationType: 'Event',
            Payload: JSON.stringify(continuation),
          }),
        );
      },
      logger,
      metric: metrics.record,
      now,
    });
    const answer = await run(event, context);
    await configuration.refreshed();
    return answer;
  } finally {
    metrics.flush();
  }
};
