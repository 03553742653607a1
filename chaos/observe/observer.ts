import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { localCredentials } from '../../admin/target/connect';
import type { LocalSystem } from '../../contracts/local-system';
import { type TableKey, tableName, tables } from '../../contracts/tables';

export type Row = Readonly<Record<string, unknown>>;

/** Looks at what is stored and queued from outside, with clients of its own. */
export interface Observer {
  readonly sqs: SQSClient;
  rows(table: TableKey): Promise<readonly Row[]>;
  row(table: TableKey, key: string): Promise<Row | undefined>;
  /** Bodies of what can be received, which stays hidden afterwards. */
  bodies(queueUrl: string): Promise<readonly string[]>;
  /** Messages on a queue: visible, in flight and delayed. */
  depth(queueUrl: string): Promise<number>;
  close(): void;
}

export const createObserver = ({ endpoints, region }: LocalSystem): Observer => {
  const dynamoDb = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region,
    credentials: localCredentials,
  });
  const documents = DynamoDBDocumentClient.from(dynamoDb);
  const sqs = new SQSClient({ endpoint: endpoints.sqs, region, credentials: localCredentials });
  return {
    sqs,
    rows: async (table) => {
      const rows: Row[] = [];
      for await (const page of paginateScan({ client: documents }, { TableName: tableName('local', table) }))
        rows.push(...(page.Items ?? []));
      return rows;
    },
    row: async (table, key) => {
      const command = new GetCommand({
        TableName: tableName('local', table),
        Key: { [tables[table].partitionKey]: key },
        ConsistentRead: true,
      });
      return (await documents.send(command)).Item;
    },
    bodies: async (QueueUrl) => {
      const bodies: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
        );
        if (Messages.length === 0) return bodies;
        bodies.push(...Messages.map(({ Body = '' }) => Body));
      }
    },
    depth: async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: [
            'ApproximateNumberOfMessages',
            'ApproximateNumberOfMessagesNotVisible',
            'ApproximateNumberOfMessagesDelayed',
          ],
        }),
      );
      return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
    },
    close: () => {
      dynamoDb.destroy();
      sqs.destroy();
    },
  };
};

/** Rows by the value of one attribute. */
export const countBy = (rows: readonly Row[], attribute: string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const value = String(row[attribute]);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
};
