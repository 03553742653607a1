import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { queuePolicies } from '../../contracts/queue-policies';
import { tableName } from '../../contracts/tables';
import { chooseConfigurationSource } from '../../core/config/choose-configuration-source';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { createEnrichmentPath } from '../../core/enrichment/create-enrichment-path';
import { dynamoFailureNotes } from '../../core/enrichment/failure-notes';
import { createEmfRecorder } from '../../core/observability/emf-recorder';
import { parseLogLevel } from '../../core/observability/json-logger';
import { powertoolsLogger } from '../../core/observability/powertools-logger';
import { createEnrichmentConsumer } from './enrichment-consumer';
import { sqsReturnedMessages } from './returned-messages';

const environment = readEnvironment('enrichmentConsumer', process.env);
const now = (): number => Date.now();
const invocationLogger = new PowertoolsLogger({
  serviceName: 'enrichment-consumer',
  logLevel: parseLogLevel(environment.LOG_LEVEL),
});
const logger = powertoolsLogger(invocationLogger);
const metrics = createEmfRecorder({
  environment: environment.MANGA_ENV,
  write: (line) => void process.stdout.write(`${line}\n`),
  now,
});

const open = async () => {
  const configuration = await openConfiguration({
    environment: environment.MANGA_ENV,
    source: chooseConfigurationSource(environment.MANGA_ENV, process.env),
    now,
    logger,
    record: metrics.record,
  });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const enrich = createEnrichmentPath({
    environment: environment.MANGA_ENV,
    config: configuration.current,
    documents,
    sns: new SNSClient(),
    catalogTopicArn: environment.CATALOG_TOPIC_ARN,
    searchEndpoint: environment.SEARCH_ENDPOINT,
    region: process.env['AWS_REGION'] ?? '',
    logger,
    record: metrics.record,
    now,
    random: Math.random,
    sleep,
  });
  const consume = createEnrichmentConsumer({
    enrich,
    returned: sqsReturnedMessages(new SQSClient(), environment.ENRICHMENT_QUEUE_URL),
    notes: dynamoFailureNotes({ documents, table: tableName(environment.MANGA_ENV, 'results'), now }),
    logger,
    metric: metrics.record,
    now,
    random: Math.random,
    maxReceiveCount: queuePolicies.enrichment.maxReceiveCount,
  });
  return { consume, configuration };
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

/** Called by the event source of the enrichment queue, with at most ten messages. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  invocationLogger.addContext(context);
  try {
    const { consume, configuration } = await openOnce();
    const response = await consume(event, context);
    await configuration.refreshed();
    return response;
  } finally {
    metrics.flush();
  }
};
