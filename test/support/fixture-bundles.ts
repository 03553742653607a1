import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EntryPoint, entryPoints } from '../../contracts/environment-variables';
import { functionFolder } from '../../lib/config/bundles';

const services: readonly string[] = ['orchestrator', 'deferredConsumer'] satisfies EntryPoint[];

/** The entry points that are functions. */
export const functionEntryPoints = (Object.keys(entryPoints) as EntryPoint[]).filter(
  (key) => !services.includes(key),
);

/** Makes a folder like `dist`, whose bundles do nothing: templates do not depend on what functions do. */
export const writeFixtureBundles = (directory: string): void => {
  for (const entryPoint of functionEntryPoints) {
    const folder = join(directory, 'lambdas', functionFolder(entryPoint));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), `exports.handler = async () => '${entryPoint}';\n`);
  }
  const context = join(directory, 'services');
  mkdirSync(context, { recursive: true });
  for (const file of ['Dockerfile', 'orchestrator.js', 'deferred-consumer.js']) {
    writeFileSync(join(context, file), '# fixture\n');
  }
};
