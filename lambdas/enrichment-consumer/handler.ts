import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { queuePolicies } from '../../contracts/queue-policies';
import { tableName } from '../../contracts/tables';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { createEnrichmentPath } from '../../core/enrichment/create-enrichment-path';
import { dynamoFailureNotes } from '../../core/enrichment/failure-notes';
import { configurationDependencies } from '../../core/functions/configuration-dependencies';
import { invocationTools } from '../../core/functions/invocation-tools';
import { openOnce } from '../../core/functions/open-once';
import { createEnrichmentConsumer } from './enrichment-consumer';
import { sqsReturnedMessages } from './returned-messages';

const variables = readEnvironment('enrichmentConsumer', process.env);
const tools = invocationTools('enrichment-consumer', variables);
const { environment, now, logger, metrics, addContext } = tools;

const open = openOnce(async () => {
  const configuration = await openConfiguration(configurationDependencies(tools, process.env));
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const enrich = createEnrichmentPath({
    environment,
    config: configuration.current,
    documents,
    sns: new SNSClient(),
    catalogTopicArn: variables.CATALOG_TOPIC_ARN,
    searchEndpoint: variables.SEARCH_ENDPOINT,
    region: process.env['AWS_REGION'] ?? '',
    logger,
    record: metrics.record,
    now,
    random: Math.random,
    sleep,
  });
  const consume = createEnrichmentConsumer({
    enrich,
    returned: sqsReturnedMessages(new SQSClient(), variables.ENRICHMENT_QUEUE_URL),
    notes: dynamoFailureNotes({ documents, table: tableName(environment, 'results'), now }),
    logger,
    metric: metrics.record,
    now,
    random: Math.random,
    maxReceiveCount: queuePolicies.enrichment.maxReceiveCount,
  });
  return { consume, configuration };
});

/** Called by the event source of the enrichment queue, with at most ten messages. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  addContext(context);
  try {
    const { consume, configuration } = await open();
    const response = await consume(event, context);
    await configuration.refreshed();
    return response;
  } finally {
    metrics.flush();
  }
};
