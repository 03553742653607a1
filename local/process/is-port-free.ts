import { once } from 'node:events';
import { createServer } from 'node:net';
import { loopback } from '../local-environment';

/** Whether a server could listen on a port of this machine now. */
export const isPortFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  server.listen(port, loopback);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
};
