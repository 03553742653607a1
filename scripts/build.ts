import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { deployedBundle, serviceBundle } from './deployed-bundle';

const root = resolve(__dirname, '..');
const dist = join(root, 'dist');

/** Tools of this machine: our own source bundled, packages left where npm put them. */
const tools: BuildOptions = { ...deployedBundle, minify: false, packages: 'external', metafile: false };

interface EntryPoint {
  readonly in: string;
  readonly out: string;
}

/** Each folder of `parent` that has `file`: its entry point, and where its bundle goes. */
const entryPointsIn = (parent: string, file: string, out: (name: string) => string): readonly EntryPoint[] =>
  (existsSync(join(root, parent)) ? readdirSync(join(root, parent), { withFileTypes: true }) : [])
    .filter((entry) => entry.isDirectory() && existsSync(join(root, parent, entry.name, file)))
    .map(({ name }) => ({ in: join(root, parent, name, file), out: out(name) }));

const services = ['orchestrator', 'deferred-consumer']
  .map((name) => ({ in: join(root, 'services/orchestrator', `${name}.ts`), out: name }))
  .filter((service) => existsSync(service.in));

/** The supervisor and the admin command, and one process for each folder of `local/` that has a `main.ts`. */
const commands = ['local', 'admin']
  .map((name) => ({ in: join(root, name, 'main.ts'), out: join(name, 'main') }))
  .filter((command) => existsSync(command.in));

const main = async (): Promise<void> => {
  const functions = entryPointsIn('lambdas', 'handler.ts', (name) => join(name, 'index'));
  const processes = entryPointsIn('local', 'main.ts', (name) => join('local', name));
  await Promise.all([
    build({ ...deployedBundle, entryPoints: [...functions], outdir: join(dist, 'lambdas') }),
    build({ ...serviceBundle, entryPoints: services, outdir: join(dist, 'services') }),
    build({ ...tools, entryPoints: [...commands, ...processes], outdir: dist }),
  ]);
  // The image's build context is dist/services: bundles, and how they become an image.
  mkdirSync(join(dist, 'services'), { recursive: true });
  copyFileSync(join(root, 'services/orchestrator/Dockerfile'), join(dist, 'services/Dockerfile'));
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
