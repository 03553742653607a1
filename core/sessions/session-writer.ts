import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type HeadItem, headEntry, type TurnItem } from './session-items';
import { reply, type SessionTable } from './session-table';

/** The keys and the token of a turn that nobody may write any more. */
export type TurnTombstone = Pick<TurnItem, 'sessionId' | 'entry' | 'fence' | 'expiresAt'>;

/** Whether the condition of a write held; any other failure is a `SessionStoreError`. */
const conditionHeld = (write: Promise<unknown>): Promise<boolean> =>
  reply(
    write.then(
      () => true,
      (error: unknown) => {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      },
    ),
  );

/** Conditional writes: each says whether its condition held. */
export const createSessionWriter = ({ documents, tableName: TableName }: SessionTable) => {
  const ownerAndVersion = (owner: string, version: number) => ({
    ConditionExpression: '#owner = :owner AND #version = :version',
    ExpressionAttributeNames: { '#owner': 'owner', '#version': 'version' },
    ExpressionAttributeValues: { ':owner': owner, ':version': version },
  });

  return {
    /** False: the session exists. */
    createHead: (head: HeadItem): Promise<boolean> =>
      conditionHeld(
        documents.send(
          new PutCommand({ TableName, Item: head, ConditionExpression: 'attribute_not_exists(sessionId)' }),
        ),
      ),

    /** False: somebody has changed the head since it was read. */
    replaceHead: (head: HeadItem, read: HeadItem): Promise<boolean> =>
      conditionHeld(
        documents.send(
          new PutCommand({ TableName, Item: head, ...ownerAndVersion(read.owner, read.version) }),
        ),
      ),

    /** Moves the end of the lease that was granted with this version, epoch milliseconds. False: it is not the last one any more. */
    moveLease: (sessionId: string, owner: string, version: number, leaseUntil: number): Promise<boolean> => {
      const condition = ownerAndVersion(owner, version);
      return conditionHeld(
        documents.send(
          new UpdateCommand({
            TableName,
            Key: { sessionId, entry: headEntry },
            UpdateExpression: 'SET pending.leaseUntil = :until',
            ...condition,
            ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':until': leaseUntil },
          }),
        ),
      );
    },

    /** False: the turn is answered, or a later lease was granted for it. */
    putTurn: (item: TurnItem | TurnTombstone): Promise<boolean> =>
      conditionHeld(
        documents.send(
          new PutCommand({
            TableName,
            Item: item,
            ConditionExpression:
              'attribute_not_exists(#entry) OR (attribute_not_exists(answer) AND #fence <= :fence)',
            ExpressionAttributeNames: { '#entry': 'entry', '#fence': 'fence' },
            ExpressionAttributeValues: { ':fence': item.fence },
          }),
        ),
      ),

    /** Deletes a turn that is answered as this one is. False: it is answered by now, or a tombstone. */
    deleteKept: ({ sessionId, entry, answer }: TurnItem): Promise<boolean> =>
      conditionHeld(
        documents.send(
          new DeleteCommand({
            TableName,
            Key: { sessionId, entry },
            ConditionExpression: `${answer === undefined ? 'attribute_not_exists' : 'attribute_exists'}(answer)`,
          }),
        ),
      ),
  };
};

export type SessionWriter = ReturnType<typeof createSessionWriter>;
