import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { residentMiB } from '../process-usage';

/** What is watched of each process. */
export const measures = ['residentMiB', 'heapMiB', 'sockets', 'handles'] as const;
export type Measure = (typeof measures)[number];

/** Those that are judged while the load goes on, and those that are judged at rest before and after it: pools follow the load. */
export const memoryMeasures = ['residentMiB', 'heapMiB'] as const satisfies readonly Measure[];
export const restMeasures = ['sockets', 'handles'] as const satisfies readonly Measure[];

/** One look at one process. A figure that this machine does not give is missing. */
export type Sample = Readonly<Partial<Record<Measure, number>>>;

/** Every process by name. */
export type Samples = Readonly<Record<string, Sample>>;

const openSockets = (pid: number): number => {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((descriptor) => {
    try {
      return readlinkSync(join(folder, descriptor)).startsWith('socket:');
    } catch {
      // It was closed between the two looks.
      return false;
    }
  }).length;
};

const given = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

const field = (value: unknown, name: string): number => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof found !== 'number') throw new Error(`${name} is missing`);
  return found;
};

/** Looks at a process from outside (/proc), and reads what it reported of itself in `folder`. */
export const sampleProcess = (pid: number, folder: string): Sample => {
  const own = given((): unknown => JSON.parse(readFileSync(join(folder, `${pid}.json`), 'utf8')));
  const resident = residentMiB(pid);
  const heap = given(() => field(own, 'heapUsed') / 1024 / 1024);
  const sockets = given(() => openSockets(pid));
  const handles = given(() => field(own, 'resources'));
  return {
    ...(resident === undefined ? {} : { residentMiB: resident }),
    ...(heap === undefined ? {} : { heapMiB: heap }),
    ...(sockets === undefined ? {} : { sockets }),
    ...(handles === undefined ? {} : { handles }),
  };
};
