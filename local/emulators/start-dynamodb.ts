import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { listenOnLoopback } from '../process/listen-on-loopback';
import { refuseDynamoDb } from './refuse-dynamodb';
import type { ServiceFaultBoard } from './service-faults';

export interface DynamoDbEmulator {
  readonly url: string;
  close(): Promise<void>;
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });

/** DynamoDB on loopback: kept in `folder` (LevelDB survives a SIGKILL), or in memory without one. */
export const startDynamoDb = async (options: {
  readonly folder?: string;
  readonly port?: number;
  readonly faults: ServiceFaultBoard;
}): Promise<DynamoDbEmulator> => {
  const { folder, port = 0, faults } = options;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder === undefined ? {} : { path: folder }),
  });
  refuseDynamoDb(server, faults);
  const url = await listenOnLoopback(server, port);
  return { url, close: () => closeServer(server) };
};
