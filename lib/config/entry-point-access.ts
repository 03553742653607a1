import { batchPrefix, uploadsPrefix } from '../../contracts/bucket-prefixes';
import type { EntryPoint } from '../../contracts/environment-variables';
import type { QueueKey } from '../../contracts/queue-policies';
import type { TableKey } from '../../contracts/tables';

/** DynamoDB actions, without their prefix. */
export type TableAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'DeleteItem'
  | 'DescribeTable'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

export type TopicKey = 'results' | 'catalog';

/** What one entry point may do, and nothing else. Every entry point may read its environment's parameters. */
export interface EntryPointAccess {
  readonly tables?: Partial<Readonly<Record<TableKey, readonly TableAction[]>>>;
  readonly sendsTo?: readonly QueueKey[];
  /** Queues from which it receives itself: a function's event source does it for the function. */
  readonly receivesFrom?: readonly QueueKey[];
  /** Queues whose messages it hands back early. */
  readonly handsBackTo?: readonly QueueKey[];
  readonly publishesTo?: readonly TopicKey[];
  readonly models?: readonly ('chat' | 'embedding')[];
  readonly search?: 'read' | 'read-write';
  /** Prefixes of the uploads bucket. */
  readonly readsObjects?: readonly string[];
  readonly tagsObjects?: readonly string[];
  readonly postsToSockets?: boolean;
  readonly closesSockets?: boolean;
  readonly readsSecret?: boolean;
  /** Bedrock's batch jobs: lists and reads them. */
  readonly readsBatchJobs?: boolean;
  /** Calls itself for the rest of its work. */
  readonly callsItself?: boolean;
}

export const entryPointAccess: Readonly<Record<EntryPoint, EntryPointAccess>> = {
  orchestrator: {
    tables: {
      sessions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'],
      connections: ['DeleteItem'],
      catalog: ['GetItem', 'BatchGetItem'],
      recommendations: ['GetItem'],
      spend: ['GetItem', 'Query', 'UpdateItem'],
    },
    sendsTo: ['deferredInference'],
    models: ['chat', 'embedding'],
    search: 'read',
    postsToSockets: true,
    readsSecret: true,
  },
  deferredConsumer: {
    tables: {
      sessions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
      connections: ['DeleteItem'],
      catalog: ['BatchGetItem'],
      parkedJobs: ['PutItem'],
      recommendations: ['PutItem', 'GetItem'],
      results: ['GetItem', 'PutItem'],
      spend: ['Query', 'UpdateItem'],
    },
    sendsTo: ['deferredInference'],
    receivesFrom: ['deferredInference'],
    publishesTo: ['results'],
    models: ['chat', 'embedding'],
    search: 'read',
    readsObjects: [uploadsPrefix],
    tagsObjects: [uploadsPrefix],
    postsToSockets: true,
  },
  enrichmentConsumer: {
    tables: {
      catalog: ['GetItem', 'PutItem', 'UpdateItem'],
      parkedJobs: ['PutItem'],
      results: ['PutItem'],
      spend: ['GetItem', 'Query', 'UpdateItem'],
    },
    sendsTo: ['enrichment'],
    handsBackTo: ['enrichment'],
    publishesTo: ['catalog'],
    models: ['chat', 'embedding'],
    search: 'read-write',
  },
  socketBridge: {
    tables: { connections: ['GetItem', 'PutItem', 'DeleteItem'] },
    postsToSockets: true,
    closesSockets: true,
  },
  authorizer: { readsSecret: true },
  dailyEnrichment: {
    tables: {
      catalog: ['GetItem', 'BatchGetItem', 'PutItem', 'Query'],
      results: ['GetItem', 'PutItem', 'UpdateItem'],
      spend: ['Query'],
    },
    sendsTo: ['enrichment'],
  },
  nightlyRecommendations: {
    tables: { catalog: ['Query'], recommendations: ['BatchGetItem'] },
    sendsTo: ['deferredInference'],
  },
  imageUploaded: { sendsTo: ['deferredInference'] },
  batchCompleted: {
    tables: {
      catalog: ['GetItem', 'PutItem', 'UpdateItem'],
      parkedJobs: ['PutItem'],
      spend: ['GetItem', 'PutItem', 'UpdateItem'],
    },
    sendsTo: ['enrichment'],
    publishesTo: ['catalog'],
    models: ['embedding'],
    search: 'read-write',
    readsObjects: [batchPrefix],
    readsBatchJobs: true,
    callsItself: true,
  },
};
