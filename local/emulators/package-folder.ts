import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of an installed package, found as Node finds it; its `exports` are not asked. */
export const packageFolder = (name: string, from: string = __dirname): string => {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Error(`The package ${name} is not installed: run "npm ci" first.`);
  return packageFolder(name, parent);
};
