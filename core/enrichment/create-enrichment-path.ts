import type { SNSClient } from '@aws-sdk/client-sns';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import { tableName } from '../../contracts/tables';
import { createModelClient } from '../bedrock/create-model-client';
import { resolveModel } from '../bedrock/resolve-model';
import { untilBulkWindow } from '../bulk-window';
import { dynamoCatalog } from '../catalog/dynamo-catalog';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import { createSpendLedger } from '../spend/spend-ledger';
import { createDelivery } from './create-delivery';
import { createEnrichItem, type EnrichItem } from './enrich-item';
import { createGenerateEnrichment } from './generate-enrichment';
import { createGenerateSeveral } from './generate-several';
import { limitedModelClient } from './limited-model-client';
import { meteredModelClient } from './metered-model-client';
import { dynamoParkedJobs } from './parked-jobs';
import { patientModelClient } from './patient-model-client';
import { shareCalls } from './share-calls';

export interface EnrichmentPathOptions {
  readonly environment: string;
  /** Read at each job. */
  readonly config: () => RuntimeConfig;
  /** Leaves absent values out (`removeUndefinedValues`). */
  readonly documents: DynamoDBDocumentClient;
  readonly sns: SNSClient;
  readonly catalogTopicArn: string;
  /** Empty: nothing is indexed. */
  readonly searchEndpoint: string;
  /** Of the search collection. */
  readonly region: string;
  readonly logger: Logger;
  readonly record: RecordMetric;
  readonly now: Now;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Model calls of one process at once: with the queue's concurrency the share of the quota that bulk work may take. */
const maxCalls = 4;

/** Output that one item may need: more items than fit in the model's limit would cut each other off. */
const itemTokens = 900;
/** How long an item waits for others of its batch, milliseconds. */
const momentMs = 30;

/** The enrichment of one job with everything it needs in AWS. */
export const createEnrichmentPath = (options: EnrichmentPathOptions): EnrichItem => {
  const { environment, config, documents, logger, record, now, random, sleep } = options;
  const table = (key: 'catalog' | 'parkedJobs' | 'spend'): string => tableName(environment, key);
  const bedrock = createModelClient({ config, now, record, logger, maxSockets: () => 2 * maxCalls });
  const ledger = createSpendLedger({ documents, table: table('spend'), now });
  const catalog = dynamoCatalog({ documents, table: table('catalog') });

  const metered = meteredModelClient(
    bedrock,
    async (reply) => {
      const { model, usage, costUsd } = reply;
      record('inputTokens', usage.inputTokens, { model });
      record('outputTokens', usage.outputTokens, { model });
      record('costUsd', costUsd, { model });
      await ledger.add('enrichment', reply);
    },
    (error) => logger.error('A reply is not in the books', { error }),
  );
  const patient = patientModelClient(metered, { now, random, sleep });
  const client = limitedModelClient(patient, { maxCalls, now });

  const model = (): ModelKey => resolveModel(config(), 'enrichment');
  const generate = shareCalls({
    single: (item, request) => createGenerateEnrichment(client, model())(item, request),
    several: (items, request) => createGenerateSeveral(client, model())(items, request),
    itemsPerCall: () =>
      Math.min(
        config().enrichment_items_per_call,
        Math.floor(modelCatalog[model()].maxOutputTokens / itemTokens),
      ),
    moment: () => sleep(momentMs),
  });

  return createEnrichItem({
    catalog,
    parkedJobs: dynamoParkedJobs({ documents, table: table('parkedJobs'), now }),
    generate,
    deliver: createDelivery({ ...options, catalog, calls: bedrock.calls, concurrency: maxCalls }),
    bulkMayRun: () => untilBulkWindow(config().bulk_window_jst, now()) === 0,
    now,
  });
};
