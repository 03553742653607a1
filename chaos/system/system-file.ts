import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LocalSystem, localSystemFile, localSystemSchema } from '../../contracts/local-system';
import { createValidator } from '../../core/json-schema/create-validator';

export const projectRoot = resolve(__dirname, '../..');

const validate = createValidator<LocalSystem>(localSystemSchema, localSystemFile);

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The local system that runs from this folder, if one does. */
export const findRunningSystem = (): LocalSystem | undefined => {
  const file = join(projectRoot, localSystemFile);
  if (!existsSync(file)) return undefined;
  const system = validate(JSON.parse(readFileSync(file, 'utf8')));
  if (!system.ok)
    throw new Error(`${localSystemFile}: ${system.details[0]?.field} ${system.details[0]?.problem}`);
  return isRunning(system.value.pid) ? system.value : undefined;
};
