import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Asks a process that leads its group to end, waits, then kills whatever is left of the group. */
export const stopGroup = async (child: ChildProcess, graceMs: number): Promise<void> => {
  if (child.pid === undefined) return;
  if (!hasEnded(child)) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => signalGroup(child.pid ?? 0, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }
  signalGroup(child.pid, 'SIGKILL');
};
