import { setTimeout as delay } from 'node:timers/promises';
import type { RunningSystem } from './running-system';

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Sends SIGTERM to a process of the system; how long it took to end, in milliseconds. Its supervisor starts it again. */
export const timeStop = async (system: RunningSystem, name: string): Promise<number> => {
  const pid = system.describe().children?.[name];
  if (pid === undefined) throw new Error(`The system has no process ${name}.`);
  const startedAt = Date.now();
  system.signal(name, 'SIGTERM');
  while (isThere(pid)) await delay(20);
  return Date.now() - startedAt;
};
