import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { deployedBundle } from '../../scripts/deployed-bundle';

const lambdas = resolve(__dirname, '../../lambdas');

/** ES modules have no `require`, which packages in CommonJS call. */
const requireInModules =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** The formats that functions could have; the first is deployed. */
const formats: Readonly<Record<string, BuildOptions>> = {
  'CommonJS, minified': deployedBundle,
  'ES modules, minified': {
    ...deployedBundle,
    format: 'esm',
    banner: { js: requireInModules },
    outExtension: { '.js': '.mjs' },
  },
  'CommonJS, main field first': { ...deployedBundle, mainFields: ['main', 'module'] },
  'CommonJS, not minified': { ...deployedBundle, minify: false },
  'CommonJS, source maps': { ...deployedBundle, sourcemap: 'inline' },
};

export interface FormatBuild {
  readonly format: string;
  readonly buildSeconds: number;
  /** Files by the folder of `lambdas/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Bundles every function in every format, one esbuild call for each format, below `directory`. */
export const buildFormats = async (directory: string): Promise<readonly FormatBuild[]> => {
  const functions = readdirSync(lambdas, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const builds: FormatBuild[] = [];
  for (const [index, [format, options]] of Object.entries(formats).entries()) {
    const outdir = join(directory, String(index));
    const startedAt = performance.now();
    await build({
      ...options,
      outdir,
      entryPoints: functions.map(({ name }) => ({
        in: join(lambdas, name, 'handler.ts'),
        out: join(name, 'index'),
      })),
    });
    const extension = options.outExtension?.['.js'] ?? '.js';
    builds.push({
      format,
      buildSeconds: (performance.now() - startedAt) / 1000,
      files: Object.fromEntries(functions.map(({ name }) => [name, join(outdir, name, `index${extension}`)])),
    });
  }
  return builds;
};
