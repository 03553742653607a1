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

  async function* pages(index: IndexName, partition: string, select: Partial<QueryCommandInput> = {}) {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': tables.catalog.indexes[index].partitionKey },
          ExpressionAttributeValues: { ':partition': partition },
          ScanIndexForward: false,
          ...(start && { ExclusiveStartKey: start }),
          ...select,
        }),
      );
      yield page;
      start = page.LastEvaluatedKey;
    } while (start);
  }

  const count = async (index: IndexName, partition: string): Promise<number> => {
    let total = 0;
    for await (const page of pages(index, partition, { Select: 'COUNT' })) total += page.Count ?? 0;
    return total;
  };

  async function* ids(index: IndexName, partition: string) {
    for await (const page of pages(index, partition)) yield* (page.Items ?? []).map(idOf);
  }

  return {
    count: (status) => count('byStatus', status),
    withStatus: (status) => ids('byStatus', status),
    countWaiting: () => count('needsEnrichment', waitingPartition),
    async *enrichedBy(promptVersion) {
      for await (const page of pages('byPromptVersion', promptVersion)) {
        for (const row of page.Items ?? []) yield { catalogId: idOf(row), demand: Number(row['demand']) };
      }
    },
    async *waiting() {
      for await (const page of pages('needsEnrichment', waitingPartition)) {
        yield* (page.Items ?? []).map(fromRow);
      }
    },
  };
};
