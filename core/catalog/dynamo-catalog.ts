import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { CatalogRecord } from './catalog-record';
import { fromRow, toRow } from './catalog-row';
import { CatalogContentionError, type CatalogStore } from './catalog-store';

/** DynamoDB's limit for one BatchGetItem. */
const maxKeysPerRead = 100;
const maxAttempts = 8;

const chunks = <T>(values: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );

/** The catalogue in the table `catalog`. `documents` leaves absent values out (`removeUndefinedValues`). */
export const dynamoCatalog = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
}): CatalogStore => {
  const { documents, table } = dependencies;

  const get: CatalogStore['get'] = async (catalogId) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: { catalogId }, ConsistentRead: true }),
    );
    return Item && fromRow(Item);
  };

  const getMany = async (catalogIds: readonly string[]): Promise<readonly CatalogRecord[]> => {
    const records: CatalogRecord[] = [];
    for (const ids of chunks([...new Set(catalogIds)], maxKeysPerRead)) {
      let keys = ids.map((catalogId): Record<string, unknown> => ({ catalogId }));
      while (keys.length > 0) {
        const { Responses, UnprocessedKeys } = await documents.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
        );
        records.push(...(Responses?.[table] ?? []).map(fromRow));
        keys = UnprocessedKeys?.[table]?.Keys ?? [];
      }
    }
    return records;
  };

  /** Whether the row was still as it was read. */
  const putIfUnchanged = async (
    next: CatalogRecord,
    current: CatalogRecord | undefined,
  ): Promise<boolean> => {
    try {
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: toRow({ ...next, revision: (current?.revision ?? 0) + 1 }),
          ...(current
            ? {
                ConditionExpression: 'revision = :revision',
                ExpressionAttributeValues: { ':revision': current.revision },
              }
            : { ConditionExpression: 'attribute_not_exists(catalogId)' }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    get,
    getMany,
    change: async (catalogId, change) => {
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        const current = await get(catalogId);
        const next = change(current);
        if (next === undefined) return { record: current, changed: false };
        if (await putIfUnchanged(next, current)) {
          return { record: { ...next, revision: (current?.revision ?? 0) + 1 }, changed: true };
        }
      }
      throw new CatalogContentionError(
        `Catalogue item ${catalogId} was changed by others ${maxAttempts} times.`,
      );
    },
  };
};
