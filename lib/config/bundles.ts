import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryPoint } from '../../contracts/environment-variables';

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Folder of a function's bundle below `lambdas/`: `enrichment-consumer`. */
export const functionFolder = (entryPoint: EntryPoint): string => kebab(entryPoint);

/** A bundle that has not been built. */
export class MissingBundleError extends Error {
  override readonly name = 'MissingBundleError';
  constructor(path: string, source: string) {
    super(`${path} is missing: run \`npm run build\`, which bundles ${source}.`);
  }
}

/** The built code of the functions and of the image, below one folder (`dist` unless a test has its own). */
export interface Bundles {
  /** Folder with the `index.js` of a function; throws {@link MissingBundleError}. */
  readonly functionBundle: (entryPoint: EntryPoint) => string;
  /** Build context of the services' image; throws {@link MissingBundleError}. */
  readonly imageContext: () => string;
}

export const bundlesIn = (directory: string): Bundles => ({
  functionBundle: (entryPoint) => {
    const folder = join(directory, 'lambdas', functionFolder(entryPoint));
    const bundle = join(folder, 'index.js');
    if (!existsSync(bundle)) {
      throw new MissingBundleError(bundle, `lambdas/${functionFolder(entryPoint)}/handler.ts`);
    }
    return folder;
  },
  imageContext: () => {
    const folder = join(directory, 'services');
    for (const file of ['Dockerfile', 'orchestrator.js', 'deferred-consumer.js']) {
      if (!existsSync(join(folder, file))) {
        throw new MissingBundleError(join(folder, file), 'services/orchestrator/');
      }
    }
    return folder;
  },
});
