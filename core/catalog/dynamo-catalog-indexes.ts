import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { tables } from '../../contracts/tables';
import { fromRow, waitingPartition } from './catalog-row';
import type { CatalogIndexes } from './catalog-store';

type IndexName = keyof typeof tables.catalog.indexes;

const idOf = (row: Record<string, unknown>): string => {
  const { catalogId } = row;
  if (typeof catalogId !== 'string') throw new TypeError('A row of a catalogue index has no catalogId.');
  return catalogId;
};

/** Queries on the catalogue's indexes; none of them reads the table as a whole. */
export const dynamoCatalogIndexes = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
}): CatalogIndexes => {
  const { documents, table } = dependencies;

  const query = (index: IndexName, partition: string, since?: string): QueryCommandInput => {
    const { partitionKey, sortKey } = tables.catalog.indexes[index];
    return {
      TableName: table,
      IndexName: index,
      KeyConditionExpression: `#partition = :partition${since === undefined ? '' : ' AND #sort >= :since'}`,
      ExpressionAttributeNames: {
        '#partition': partitionKey,
        ...(since !== undefined && { '#sort': sortKey }),
      },
      ExpressionAttributeValues: {
        ':partition': partition,
        ...(since !== undefined && { ':since': since }),
      },
      ScanIndexForward: false,
    };
  };

  async function* pages(input: QueryCommandInput) {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({ ...input, ...(start && { ExclusiveStartKey: start }) }),
      );
      yield page;
      start = page.LastEvaluatedKey;
    } while (start);
  }

  const count = async (input: QueryCommandInput): Promise<number> => {
    let total = 0;
    for await (const page of pages({ ...input, Select: 'COUNT' })) total += page.Count ?? 0;
    return total;
  };

  async function* ids(index: IndexName, partition: string) {
    for await (const page of pages(query(index, partition))) yield* (page.Items ?? []).map(idOf);
  }

  return {
    count: (status, since) => count(query('byStatus', status, since)),
    oldest: async (status) => {
      const input = { ...query('byStatus', status), ScanIndexForward: true, Limit: 1 };
      const at: unknown = (await documents.send(new QueryCommand(input))).Items?.[0]?.['statusAt'];
      return typeof at === 'string' ? at : undefined;
    },
    withStatus: (status) => ids('byStatus', status),
    countWaiting: () => count(query('needsEnrichment', waitingPartition)),
    async *enrichedBy(promptVersion) {
      for await (const page of pages(query('byPromptVersion', promptVersion))) {
        for (const row of page.Items ?? []) yield { catalogId: idOf(row), demand: Number(row['demand']) };
      }
    },
    async *waiting() {
      for await (const page of pages(query('needsEnrichment', waitingPartition))) {
        yield* (page.Items ?? []).map(fromRow);
      }
    },
  };
};
