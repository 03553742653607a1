import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../json-schema/create-validator';
import type { ItemRecommendations, RecommendationStore } from './recommendation-store';

/** DynamoDB's limit for one BatchGetItem. */
const maxKeysPerRead = 100;

const text = { type: 'string', minLength: 1 } as const;
const rowSchema = {
  type: 'object',
  required: ['catalogId', 'night', 'recommendations'],
  properties: {
    catalogId: text,
    night: text,
    recommendations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['catalogId', 'title', 'reason'],
        properties: { catalogId: text, title: text, reason: { type: 'string' } },
      },
    },
  },
} as const;

const validate = createValidator<FromSchema<typeof rowSchema>>(rowSchema, 'row');

const parse = (row: unknown): ItemRecommendations => {
  const checked = validate(row);
  if (!checked.ok)
    throw new TypeError(`A row of the recommendations is not readable: ${checked.details[0]?.field}`);
  const { catalogId, night, recommendations } = checked.value;
  return {
    catalogId,
    night,
    recommendations: recommendations.map(({ catalogId, title, reason }) => ({ catalogId, title, reason })),
  };
};

/** Recommendations in the table `recommendations`. */
export const dynamoRecommendations = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
}): RecommendationStore => {
  const { documents, table } = dependencies;
  return {
    get: async (catalogId) => {
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { catalogId } }));
      return Item && parse(Item);
    },
    nights: async (catalogIds) => {
      const found = new Map<string, string>();
      for (let start = 0; start < catalogIds.length; start += maxKeysPerRead) {
        let keys: Record<string, unknown>[] = catalogIds
          .slice(start, start + maxKeysPerRead)
          .map((catalogId) => ({ catalogId }));
        while (keys.length > 0) {
          const { Responses, UnprocessedKeys } = await documents.send(
            new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
          );
          for (const { catalogId, night } of (Responses?.[table] ?? []).map(parse))
            found.set(catalogId, night);
          keys = UnprocessedKeys?.[table]?.Keys ?? [];
        }
      }
      return found;
    },
    save: async (found) => {
      try {
        await documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...found },
            ConditionExpression: 'attribute_not_exists(catalogId) OR night <= :night',
            ExpressionAttributeValues: { ':night': found.night },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
};
