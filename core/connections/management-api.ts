import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { type CloseConnection, ConnectionGoneError, type PostFrame } from './post-frame';

/** Pauses before a frame is posted again, in milliseconds: one for each repetition. */
const repeatAfterMs = [50, 250];

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error &&
  '$metadata' in error &&
  typeof error.$metadata === 'object' &&
  error.$metadata !== null &&
  'httpStatusCode' in error.$metadata &&
  typeof error.$metadata.httpStatusCode === 'number'
    ? error.$metadata.httpStatusCode
    : undefined;

const isGone = (error: unknown): boolean => statusOf(error) === 410;

const unsentCodes: readonly unknown[] = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'];

/** Whether the gateway has certainly not sent the frame: a frame sent twice is text that the reader sees twice. */
const isUnsent = (error: unknown): boolean =>
  statusOf(error) === 429 || (error instanceof Error && 'code' in error && unsentCodes.includes(error.code));

export interface ManagementApi {
  readonly postFrame: PostFrame;
  readonly closeConnection: CloseConnection;
}

/** Frames by API Gateway's `@connections` API. The client's own attempts are to be 1. */
export const managementApi = (
  client: ApiGatewayManagementApiClient,
  delay: (ms: number) => Promise<void>,
): ManagementApi => {
  const post = async (command: PostToConnectionCommand, pauses: readonly number[]): Promise<void> => {
    try {
      await client.send(command);
    } catch (error) {
      const [pause, ...rest] = pauses;
      if (isGone(error)) throw new ConnectionGoneError(error);
      if (pause === undefined || !isUnsent(error)) throw error;
      await delay(pause);
      await post(command, rest);
    }
  };

  return {
    postFrame: (connectionId, frame) =>
      post(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(frame) }),
        repeatAfterMs,
      ),
    closeConnection: async (connectionId) => {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
};
