import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { currentEnrichmentPromptVersion, enrichmentPromptVersions } from '../../contracts/enrichment';
import { isModelKey } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import { type TableKey, tableName } from '../../contracts/tables';
import { untilBulkWindow } from '../../core/bulk-window';
import { dynamoCatalog } from '../../core/catalog/dynamo-catalog';
import { dynamoCatalogIndexes } from '../../core/catalog/dynamo-catalog-indexes';
import { openConfiguration } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { dynamoDailyRuns } from '../../core/enrichment/daily-runs';
import { estimateEnrichmentUsd } from '../../core/enrichment/estimate-cost';
import { sqsQueueJobs } from '../../core/enrichment/queue-jobs';
import { configurationDependencies } from '../../core/functions/configuration-dependencies';
import { invocationTools } from '../../core/functions/invocation-tools';
import { createQueueDailyEnrichment, type DailyReport } from './queue-daily-enrichment';

const variables = readEnvironment('dailyEnrichment', process.env);
const tools = invocationTools('daily-enrichment', variables);
const { environment, now, logger, metrics, addContext } = tools;
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const queue = sqsQueueJobs(new SQSClient(), variables.ENRICHMENT_QUEUE_URL);
const at = (key: TableKey) => ({ documents, table: tableName(environment, key), now });

/** Kept for what has been claimed and not been sent. */
const reserveMs = 10_000;

const estimateUsd = ({ enrichment_model: model }: RuntimeConfig): number => {
  if (isModelKey(model)) return estimateEnrichmentUsd(model);
  throw new Error(`enrichment_model names ${model}, which the model catalogue does not know.`);
};

/** Called by the schedule once a day, and by `admin schedule run daily-enrichment`. */
export const handler = async (_event: unknown, context: Context): Promise<DailyReport> => {
  addContext(context);
  try {
    const configuration = await openConfiguration(configurationDependencies(tools, process.env));
    const config = configuration.current();
    const run = createQueueDailyEnrichment({
      catalog: dynamoCatalog(at('catalog')),
      indexes: dynamoCatalogIndexes(at('catalog')),
      runs: dynamoDailyRuns(at('results')),
      queue,
      olderPromptVersions: enrichmentPromptVersions.filter(
        (version) => version !== currentEnrichmentPromptVersion,
      ),
      budgetUsd: () => config.daily_enrichment_budget_usd,
      estimateUsd: () => estimateUsd(config),
      untilBulkWindowMs: () => untilBulkWindow(config.bulk_window_jst, now()),
      now,
    });
    const report = await run(now() + context.getRemainingTimeInMillis() - reserveMs);
    logger.info('Daily enrichment', { ...report });
    // The scheduler calls again, and the next run continues.
    if (report.outcome === 'out-of-time')
      throw new Error('The time was up; what is left is queued by a retry.');
    return report;
  } finally {
    metrics.flush();
  }
};
