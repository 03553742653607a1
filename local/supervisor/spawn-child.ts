import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { withLog } from '../process/with-log';
import type { ChildDefinition } from './child-definition';

/** Starts processes that write to their own log and end with the supervisor, however it ends. */
export const createSpawnChild =
  (folders: { readonly dist: string; readonly logs: string }) =>
  ({ name, script, args, environment }: ChildDefinition): ChildProcess =>
    withLog(join(folders.logs, `${name}.log`), (output) =>
      spawn(
        process.execPath,
        ['--require', join(folders.dist, 'local/exit-with-parent.js'), script, ...args],
        // In a process group of its own, so that Ctrl-C reaches the supervisor alone.
        { env: environment, stdio: ['ignore', output, output, 'ipc'], detached: true },
      ),
    );
