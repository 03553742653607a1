import { isPortFree } from '../../local/process/is-port-free';

const lowest = 12_000;
const highest = 30_000;

/** Free ports in a row, below those that outgoing connections get. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const first = lowest + Math.floor(Math.random() * (highest - lowest));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isPortFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(`There are no ${count} free ports in a row between ${lowest} and ${highest}.`);
};
