import { once } from 'node:events';
import { createServer } from 'node:net';

/** The first port from `first` on which nobody listens. */
export const freePort = async (first: number): Promise<number> => {
  const server = createServer();
  server.listen(first, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return freePort(first + 1);
  }
  server.close();
  await once(server, 'close');
  return first;
};
