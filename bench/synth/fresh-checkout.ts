import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What is made here, and what is another tool's. */
const leftOut = ['node_modules', 'dist', 'cdk.out', 'coverage', '.git', '.local', '.e2e', '.bench'];

export interface Checkout {
  readonly directory: string;
  /** For temporary files: compiled sources are cached there. */
  readonly temporary: string;
  readonly remove: () => void;
}

/** A copy of the sources in which nothing has been built yet, with this tree's packages. */
export const freshCheckout = (): Checkout => {
  const parent = mkdtempSync(join(tmpdir(), 'manga-assist-bench-'));
  const directory = join(parent, 'checkout');
  cpSync(root, directory, {
    recursive: true,
    filter: (source) => !(dirname(source) === root && leftOut.includes(basename(source))),
  });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'dir');
  return {
    directory,
    temporary: mkdtempSync(join(parent, 'tmp-')),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
};
