import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../process/error-code';
import { isSupervisorRunning } from './is-supervisor-running';
import { StartProblem } from './start-problem';

/**
 * Takes the data folder for this process alone, and answers how to give it back. A lock that a crash left behind is
 * taken over.
 */
export const lockDataFolder = (folder: string, pid: number): (() => void) => {
  const file = join(folder, 'supervisor.pid');
  const take = (): boolean => {
    try {
      writeFileSync(file, String(pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  };
  if (!take()) {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder > 0 && holder !== pid && isSupervisorRunning(holder))
      throw new StartProblem(
        `${folder} is in use by another local system (process ${holder}): stop that one, or choose another folder with --data.`,
      );
    rmSync(file, { force: true });
    if (!take()) throw new StartProblem(`${folder} is being taken by another local system: try again.`);
  }
  return () => rmSync(file, { force: true });
};
