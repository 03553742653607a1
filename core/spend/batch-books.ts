import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SpendEntry } from './spend-entry';
import { spendKeptSeconds } from './spend-ledger';

/** A batch job as one entry of the books, by its id. */
export type BatchKey = Pick<SpendEntry, 'day' | 'kind' | 'model'> & { readonly batchId: string };

/** Where work is paid as a whole, and may be worked through more than once. */
export interface BatchBooks {
  /** Enters what a batch job cost; entering it again changes nothing. `complete`: nothing is left to do for it. */
  enter(key: BatchKey, cost: Omit<SpendEntry, keyof BatchKey>, complete: boolean): Promise<void>;
  isComplete(key: BatchKey): Promise<boolean>;
}

/** Entries in the table `spend`, beside those of the ledger, which reads them with its own. */
export const dynamoBatchBooks = (dependencies: {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
}): BatchBooks => {
  const { documents, table } = dependencies;
  const keyOf = ({ day, kind, model, batchId }: BatchKey) => ({ day, entry: `${kind}#${model}#${batchId}` });
  return {
    enter: async (key, cost, complete) => {
      const { kind, model } = key;
      const expiresAt = Math.floor(Date.parse(key.day) / 1000) + spendKeptSeconds;
      const Item = { ...keyOf(key), kind, model, ...cost, complete, expiresAt };
      await documents.send(new PutCommand({ TableName: table, Item }));
    },
    isComplete: async (key) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }),
      );
      return Item?.['complete'] === true;
    },
  };
};
