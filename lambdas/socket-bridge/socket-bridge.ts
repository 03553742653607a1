import { acceptConnection } from './accept-connection';
import { type RelayDependencies, relayFrame } from './relay-frame';
import type { SocketEvent, SocketResponse } from './socket-event';

/** The fate of one event of the socket: a connection that opens, closes, or sends a frame. */
export const socketBridge = (dependencies: RelayDependencies) => {
  const accept = acceptConnection(dependencies);
  const relay = relayFrame(dependencies);
  return async (event: SocketEvent): Promise<SocketResponse> => {
    const { routeKey, connectionId } = event.requestContext;
    if (routeKey === '$connect') return accept(event);
    if (routeKey === '$disconnect') await dependencies.connections.remove(connectionId);
    else await relay(event);
    return { statusCode: 200 };
  };
};
