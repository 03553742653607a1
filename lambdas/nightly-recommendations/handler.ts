import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableName } from '../../contracts/tables';
import { dynamoCatalogIndexes } from '../../core/catalog/dynamo-catalog-indexes';
import { chooseConfigurationSource } from '../../core/config/choose-configuration-source';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { sendJobs } from '../../core/deferred/send-jobs';
import { createEmfRecorder } from '../../core/observability/emf-recorder';
import { createJsonLogger, parseLogLevel } from '../../core/observability/json-logger';
import { dynamoRecommendations } from '../../core/recommendations/dynamo-recommendation-store';
import { queueRecommendations } from './queue-recommendations';

const variables = readEnvironment('nightlyRecommendations', process.env);
const environment = variables.MANGA_ENV;
const now = Date.now;
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const logger = createJsonLogger({
  service: 'nightly-recommendations',
  level: parseLogLevel(variables.LOG_LEVEL),
  write,
  now,
});
const metrics = createEmfRecorder({ environment, write, now });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
const sqs = new SQSClient();

/** Called by the schedule, once a night. */
export const handler = async (): Promise<{ readonly queued: number }> => {
  try {
    const configuration = await openConfiguration({
      environment,
      source: chooseConfigurationSource(environment, process.env),
      now,
      logger,
      record: metrics.record,
    });
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
