import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableName } from '../../contracts/tables';
import { createModelClient } from '../bedrock/create-model-client';
import { dynamoCatalog } from '../catalog/dynamo-catalog';
import { createDelivery, type DeliveryOptions } from '../enrichment/create-delivery';
import { dynamoParkedJobs } from '../enrichment/parked-jobs';
import { sqsQueueJobs } from '../enrichment/queue-jobs';
import { dynamoBatchBooks } from '../spend/batch-books';
import { bedrockBulkJobs } from './bedrock-bulk-jobs';
import { s3BulkStorage } from './bulk-storage';
import { createIngestBulkJob, type IngestBulkJob } from './ingest-bulk-job';
import { createReturnUnsettled } from './return-unsettled';
import { createSettleResult } from './settle-result';

export interface BulkPathOptions extends Omit<DeliveryOptions, 'catalog' | 'calls' | 'concurrency'> {
  readonly environment: string;
  /** Leaves absent values out (`removeUndefinedValues`). */
  readonly documents: DynamoDBDocumentClient;
  readonly bedrock: BedrockClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly enrichmentQueueUrl: string;
}

/** Embeddings at once: as many as results are settled at once. */
const concurrency = 16;

/** The ingestion of batch jobs with everything it needs in AWS. */
export const createBulkPath = (options: BulkPathOptions): IngestBulkJob => {
  const { environment, documents, config, now, record, logger } = options;
  const table = (key: 'catalog' | 'parkedJobs' | 'spend'): string => tableName(environment, key);
  const catalog = dynamoCatalog({ documents, table: table('catalog') });
  const { calls } = createModelClient({ config, now, record, logger, maxSockets: () => concurrency });
  return createIngestBulkJob({
    environment,
    jobs: bedrockBulkJobs(options.bedrock),
    storage: s3BulkStorage(options.s3),
    settle: createSettleResult({
      catalog,
      parkedJobs: dynamoParkedJobs({ documents, table: table('parkedJobs'), now }),
      deliver: createDelivery({ ...options, catalog, calls, concurrency }),
      now,
    }),
    returnUnsettled: createReturnUnsettled({
      catalog,
      queue: sqsQueueJobs(options.sqs, options.enrichmentQueueUrl),
    }),
    books: dynamoBatchBooks({ documents, table: table('spend') }),
    logger,
  });
};
