import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type TableKey, tableName } from '../../contracts/tables';
import type { CatalogIndexes, CatalogStore } from '../../core/catalog/catalog-store';
import { dynamoCatalog } from '../../core/catalog/dynamo-catalog';
import { dynamoCatalogIndexes } from '../../core/catalog/dynamo-catalog-indexes';
import type { Now } from '../../core/clock';
import { dynamoParkedJobs, type ParkedJobs } from '../../core/enrichment/parked-jobs';
import { createSpendLedger, type SpendLedger } from '../../core/spend/spend-ledger';
import type { Target } from './target';

/** A reached environment. */
export interface Connection {
  readonly target: Target;
  readonly documents: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly catalog: CatalogStore;
  readonly indexes: CatalogIndexes;
  readonly parkedJobs: ParkedJobs;
  readonly ledger: SpendLedger;
  close(): void;
}

/** Credentials that the emulators of one machine accept, and nobody else. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What every client of a target is made with: for the local system its endpoint, else what the SDK finds. */
export const clientSettings = (
  target: Target,
  service: 'dynamodb' | 'sqs' | 'sns' | 's3' | 'bedrockControl' | 'lambda',
) => {
  const endpoint = target.endpoints?.[service];
  return {
    region: target.region,
    ...(target.endpoints && { credentials: localCredentials }),
    ...(endpoint !== undefined && { endpoint }),
  };
};

export const connect = (target: Target, now: Now): Connection => {
  const dynamoDb = new DynamoDBClient(clientSettings(target, 'dynamodb'));
  const sqs = new SQSClient(clientSettings(target, 'sqs'));
  const documents = DynamoDBDocumentClient.from(dynamoDb, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const at = (key: TableKey) => ({ documents, table: tableName(target.environment, key), now });
  return {
    target,
    documents,
    sqs,
    catalog: dynamoCatalog(at('catalog')),
    indexes: dynamoCatalogIndexes(at('catalog')),
    parkedJobs: dynamoParkedJobs(at('parkedJobs')),
    ledger: createSpendLedger(at('spend')),
    close: () => {
      dynamoDb.destroy();
      sqs.destroy();
    },
  };
};
