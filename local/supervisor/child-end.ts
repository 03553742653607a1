import type { ChildProcess } from 'node:child_process';
import { describeExit } from '../process/describe-exit';

/** Whether a process is no more, or never was. */
export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/** Resolves with how a process ended. */
export const childEnd = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null)
      return resolve(describeExit(child.exitCode, child.signalCode));
    child.once('exit', (code, signal) => resolve(describeExit(code, signal)));
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    return undefined;
  });
