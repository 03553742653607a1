import type { Connection, ConnectionStore } from '../../core/connections/connection-store';

/** Open sockets in a map. */
export const memoryConnectionStore = (connections: readonly Connection[] = []): ConnectionStore => {
  const byId = new Map(connections.map((connection) => [connection.connectionId, connection]));
  return {
    put: async (connection) => {
      byId.set(connection.connectionId, connection);
    },
    get: async (connectionId) => byId.get(connectionId),
    remove: async (connectionId) => {
      byId.delete(connectionId);
    },
  };
};
