import type { BuildOptions } from 'esbuild';

/**
 * How deployed code is bundled: CommonJS with everything inside, the smallest and the fastest to load of the formats
 * that `npm run bench -- synth` compares.
 */
export const deployedBundle = {
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
} as const satisfies BuildOptions;

/**
 * A service runs for days: its identifiers stay as they are, which names every function without the call that `keepNames`
 * makes for each closure of each request (7 % of the orchestrator's CPU). Nobody waits for its bytes to load.
 */
export const serviceBundle = {
  ...deployedBundle,
  minifyIdentifiers: false,
  keepNames: false,
} as const satisfies BuildOptions;
