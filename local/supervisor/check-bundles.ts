import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem';

/** Every bundle has to be there before anything is started; `files` are relative to the folder. */
export const checkBundles = (distFolder: string, files: readonly string[]): void => {
  const missing = files.find((file) => !existsSync(join(distFolder, file)));
  if (missing !== undefined)
    throw new StartProblem(
      `${join(distFolder, missing)} is missing: start with "npm run local", which builds it first.`,
    );
};
