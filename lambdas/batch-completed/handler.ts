import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
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
import { chooseConfigurationSource } from '../../core/config/choose-configuration-source';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { createEmfRecorder } from '../../core/observability/emf-recorder';
import { parseLogLevel } from '../../core/observability/json-logger';
import { powertoolsLogger } from '../../core/observability/powertools-logger';
import { type BatchCompletedAnswer, createBatchCompleted } from './batch-completed';

const variables = readEnvironment('batchCompleted', process.env);
const environment = variables.MANGA_ENV;
const now = (): number => Date.now();
const invocationLogger = new PowertoolsLogger({
  serviceName: 'batch-completed',
  logLevel: parseLogLevel(variables.LOG_LEVEL),
});
const logger = powertoolsLogger(invocationLogger);
const metrics = createEmfRecorder({
  environment,
  write: (line) => void process.stdout.write(`${line}\n`),
  now,
});
const bedrock = new BedrockClient();
const lambda = new LambdaClient();

const open = async () => {
  const configuration = await openConfiguration({
    environment,
    source: chooseConfigurationSource(environment, process.env),
    now,
    logger,
    record: metrics.record,
  });
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
};

let opened: ReturnType<typeof open> | undefined;

/** What is opened once for all runs; a failure is not kept. */
const openOnce = (): ReturnType<typeof open> => {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
};

/** Called by EventBridge when a batch job has ended, by a schedule once a day, and by itself. */
export const handler = async (event: unknown, context: Context): Promise<BatchCompletedAnswer> => {
  invocationLogger.addContext(context);
  try {
    const { ingest, configuration } = await openOnce();
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
