import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableName } from '../../contracts/tables';
import { dynamoCatalogIndexes } from '../../core/catalog/dynamo-catalog-indexes';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { sendJobs } from '../../core/deferred/send-jobs';
import { configurationDependencies } from '../../core/functions/configuration-dependencies';
import { functionTools } from '../../core/functions/function-tools';
import { dynamoRecommendations } from '../../core/recommendations/dynamo-recommendation-store';
import { queueRecommendations } from './queue-recommendations';

const variables = readEnvironment('nightlyRecommendations', process.env);
const tools = functionTools('nightly-recommendations', variables);
const { environment, now, logger, metrics } = tools;
const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
const sqs = new SQSClient();

/** Called by the schedule, once a night. */
export const handler = async (): Promise<{ readonly queued: number }> => {
  try {
    const configuration = await openConfiguration(configurationDependencies(tools, process.env));
    return await queueRecommendations({
      indexes: dynamoCatalogIndexes({ documents, table: tableName(environment, 'catalog') }),
      recommendations: dynamoRecommendations({ documents, table: tableName(environment, 'recommendations') }),
      send: (jobs) => sendJobs(sqs, variables.DEFERRED_QUEUE_URL, jobs),
      budgetUsd: () => configuration.current().daily_enrichment_budget_usd,
      now,
      logger,
    })();
  } finally {
    metrics.flush();
  }
};
