import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../process/error-code';
import { StartProblem } from './start-problem';

/** Node's own recursive mkdir never ends where a file system refuses folders by ENOENT, as /proc does. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};

/** Makes the data folder and its logs, and puts the logs of the run before aside as `….1.log`. */
export const openDataFolder = (folder: string): void => {
  const logs = join(folder, 'logs');
  try {
    makeFolder(logs);
    accessSync(folder, constants.W_OK);
    accessSync(logs, constants.W_OK);
    for (const file of readdirSync(logs))
      if (/^[^.]+\.log$/.test(file))
        renameSync(join(logs, file), join(logs, file.replace(/\.log$/, '.1.log')));
  } catch (error) {
    throw new StartProblem(
      `${folder} cannot be written to (${errorCode(error)}): make it writable, or choose another folder with --data.`,
      { cause: error },
    );
  }
};
