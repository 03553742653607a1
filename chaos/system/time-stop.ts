import { waitUntil } from '../wait-until';
import type { RunningSystem } from './running-system';
import { isRunning } from './system-file';

/** Longer than any process is given. */
const timeoutMs = 30_000;

/** Sends SIGTERM to a process of the system; how long it took to end, in milliseconds. Its supervisor starts it again. */
export const timeStop = async (system: RunningSystem, name: string): Promise<number> => {
  const pid = system.describe().children?.[name];
  if (pid === undefined) throw new Error(`The system has no process ${name}.`);
  const startedAt = Date.now();
  system.signal(name, 'SIGTERM');
  await waitUntil(`${name} has ended`, () => !isRunning(pid), { timeoutMs, everyMs: 20 });
  return Date.now() - startedAt;
};
