import { readFileSync } from 'node:fs';
import { errorCode } from '../process/error-code';

/** Process ids are used again: where the system tells command lines, the process has to be one of ours. */
const isSupervisor = (pid: number): boolean => {
  try {
    return /local[/\\]main/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
};

/** Whether a process is there and is a local system's supervisor. */
export const isSupervisorRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return isSupervisor(pid);
};
