import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SessionStoreError } from './session-error';

export interface SessionTable {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The reply to a request, or a `SessionStoreError`. */
export const reply = async <T>(request: Promise<T>): Promise<T> => {
  try {
    return await request;
  } catch (error) {
    throw new SessionStoreError(
      'The sessions table did not answer; see the cause and the alarms of the table',
      {
        retryable: true,
        cause: error,
      },
    );
  }
};
