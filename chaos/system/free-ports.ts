import { once } from 'node:events';
import { createServer } from 'node:net';

const lowest = 12_000;
const highest = 30_000;

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
};

/** Free ports in a row, below those that outgoing connections get. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(`There are no ${count} free ports in a row between ${lowest} and ${highest}.`);
};
