import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { type CloseConnection, ConnectionGoneError, type PostFrame } from './post-frame';

/** 410 under whatever name: emulators do not all send the error's type. */
const isGone = (error: unknown): boolean =>
  error instanceof GoneException ||
  (error instanceof Error &&
    '$metadata' in error &&
    typeof error.$metadata === 'object' &&
    error.$metadata !== null &&
    'httpStatusCode' in error.$metadata &&
    error.$metadata.httpStatusCode === 410);

/** Frames by API Gateway's `@connections` API. */
export const managementApi = (
  client: ApiGatewayManagementApiClient,
): { readonly postFrame: PostFrame; readonly closeConnection: CloseConnection } => ({
  postFrame: async (connectionId, frame, options = {}) => {
    const command = new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(frame) });
    try {
      await client.send(command, options.signal === undefined ? {} : { abortSignal: options.signal });
    } catch (error) {
      throw isGone(error) ? new ConnectionGoneError(error) : error;
    }
  },
  closeConnection: async (connectionId) => {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
});
