import { once } from 'node:events';
import type { Server } from 'node:http';
import { listenBacklog } from '../../core/http/listen-backlog';
import { loopback } from '../local-environment';

/** Listens on the loopback address; port 0 takes a free one. Answers the base URL. */
export const listenOnLoopback = async (server: Server, port: number): Promise<string> => {
  server.listen(port, loopback, listenBacklog);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://${loopback}:${address.port}`;
};
