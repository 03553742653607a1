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
