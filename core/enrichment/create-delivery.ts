import type { SNSClient } from '@aws-sdk/client-sns';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isModelKey } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import { embeddingDimensions } from '../../contracts/search-index';
import { tableName } from '../../contracts/tables';
import { createEmbedder } from '../bedrock/create-embedder';
import type { RegionalCalls } from '../bedrock/regional-calls';
import type { CatalogStore } from '../catalog/catalog-store';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import type { CatalogSearch } from '../retrieval/catalog-search';
import { createCatalogSearch } from '../retrieval/create-catalog-search';
import { createOpenSearchTransport } from '../retrieval/open-search-transport';
import { createSpendLedger } from '../spend/spend-ledger';
import { createDeliverEnrichment, type DeliverEnrichment } from './deliver-enrichment';
import { snsPublishEnriched } from './publish-enriched';

export interface DeliveryOptions {
  readonly environment: string;
  readonly documents: DynamoDBDocumentClient;
  readonly config: () => RuntimeConfig;
  readonly catalog: Pick<CatalogStore, 'change'>;
  /** Of the model client: embeddings go the same ways. */
  readonly calls: RegionalCalls;
  /** Embeddings at once. */
  readonly concurrency: number;
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

const searchIndex = (options: DeliveryOptions): Pick<CatalogSearch, 'index'> => {
  const { config, calls, concurrency, searchEndpoint, region, logger, record, now } = options;
  const { environment, documents } = options;
  if (searchEndpoint === '') return { index: async () => undefined };
  const model = () => {
    const key = config().embedding_model;
    if (isModelKey(key)) return key;
    throw new Error(`embedding_model names ${key}, which the model catalogue does not know.`);
  };
  const ledger = createSpendLedger({ documents, table: tableName(environment, 'spend'), now });
  return createCatalogSearch({
    transport: createOpenSearchTransport({ endpoint: searchEndpoint, region }),
    embed: createEmbedder({
      calls,
      model,
      dimensions: embeddingDimensions,
      concurrency,
      record,
      book: (spent, made) =>
        ledger
          .add('enrichment', spent, made)
          .catch((error: unknown) => logger.error('Embeddings are not in the books', { error })),
    }),
    now,
    logger,
  });
};

/** Indexing and publishing of enriched items in AWS, for whoever enriches them. */
export const createDelivery = (options: DeliveryOptions): DeliverEnrichment =>
  createDeliverEnrichment({
    catalog: options.catalog,
    search: searchIndex(options),
    publish: snsPublishEnriched(options.sns, options.catalogTopicArn),
    patience: options,
  });
