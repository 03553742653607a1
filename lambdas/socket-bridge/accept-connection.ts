import { type AuthorizerContext, socketSubprotocol } from '../../contracts/api-routes';
import type { ConnectionStore } from '../../core/connections/connection-store';
import type { SocketEvent, SocketResponse } from './socket-event';

const readVerdict = (
  authorizer: SocketEvent['requestContext']['authorizer'],
): AuthorizerContext | undefined => {
  const principalId = authorizer?.['principalId'];
  const expiresAt = authorizer?.['expiresAt'];
  return typeof principalId === 'string' && typeof expiresAt === 'string' && /^\d+$/.test(expiresAt)
    ? { principalId, expiresAt }
    : undefined;
};

const offersSubprotocol = (headers: SocketEvent['headers'] = {}): boolean =>
  Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-protocol')
    .flatMap(([, value]) => (value ?? '').split(','))
    .some((protocol) => protocol.trim() === socketSubprotocol);

/** Keeps a new connection with its principal and expiry. A browser that offered our sub-protocol hears it back, without the token beside it. */
export const acceptConnection =
  (dependencies: { readonly connections: ConnectionStore }) =>
  async ({ requestContext, headers }: SocketEvent): Promise<SocketResponse> => {
    const verdict = readVerdict(requestContext.authorizer);
    if (verdict === undefined) return { statusCode: 401 };
    await dependencies.connections.put({
      connectionId: requestContext.connectionId,
      principalId: verdict.principalId,
      principalExpiresAt: Number(verdict.expiresAt),
    });
    return offersSubprotocol(headers)
      ? { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': socketSubprotocol } }
      : { statusCode: 200 };
  };
