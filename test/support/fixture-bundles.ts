import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EntryPoint, entryPoints } from '../../contracts/environment-variables';
import { type Bundles, bundlesIn, functionFolder } from '../../lib/config/bundles';

const services: readonly string[] = ['orchestrator', 'deferredConsumer'] satisfies EntryPoint[];

const functions = (Object.keys(entryPoints) as EntryPoint[]).filter((key) => !services.includes(key));

/** A folder like `dist`, whose bundles do nothing: templates do not depend on what functions do. */
export const writeFixtureBundles = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'manga-assist-bundles-'));
  for (const entryPoint of functions) {
    const folder = join(directory, 'lambdas', functionFolder(entryPoint));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), `exports.handler = async () => '${entryPoint}';\n`);
  }
  const context = join(directory, 'services');
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(context, 'orchestrator.js'), '');
  writeFileSync(join(context, 'deferred-consumer.js'), '');
  return directory;
};

export const fixtureBundles = (): Bundles => bundlesIn(writeFixtureBundles());
