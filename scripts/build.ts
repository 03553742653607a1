import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const root = resolve(__dirname, '..');
const dist = join(root, 'dist');

/** Deployed code: CommonJS with everything inside, measured as the smallest and fastest to load. */
const deployed: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true,
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** Tools of this machine: our own source bundled, packages left where npm put them. */
const tools: BuildOptions = { ...deployed, minify: false, packages: 'external', metafile: false };

const functions = readdirSync(join(root, 'lambdas'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(root, 'lambdas', entry.name, 'handler.ts')))
  .map((entry) => ({ in: join(root, 'lambdas', entry.name, 'handler.ts'), out: join(entry.name, 'index') }));

const services = ['orchestrator', 'deferred-consumer'].map((name) => ({
  in: join(root, 'services/orchestrator', `${name}.ts`),
  out: name,
}));

const main = async (): Promise<void> => {
  await Promise.all([
    build({ ...deployed, entryPoints: functions, outdir: join(dist, 'lambdas') }),
    build({ ...deployed, entryPoints: services, outdir: join(dist, 'services') }),
    build({
      ...tools,
      entryPoints: { 'local/main': join(root, 'local/main.ts'), 'admin/main': join(root, 'admin/main.ts') },
      outdir: dist,
    }),
  ]);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
