import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

/** Where and when something was measured. */
export interface RunFacts {
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly commit: string;
  readonly node: string;
  /** Versions of the packages that figures depend on, by name. */
  readonly packages: Readonly<Record<string, string>>;
  readonly machine: string;
  /** Processes that wanted a core when the measurement began, in the mean of a minute: above 1 others disturbed it. */
  readonly loadBefore: number;
}

/** What a run writes itself is no change of what it measures. */
const written = [':(top,exclude)bench/results.json', ':(top,exclude)docs/performance*'] as const;

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: __dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

const commitOf = (): string => {
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', ':(top)', ...written) !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'not a git checkout';
  }
};

const packages = [
  '@aws-sdk/client-bedrock-runtime',
  '@aws-sdk/client-dynamodb',
  'aws-cdk-lib',
  'dynalite',
  'esbuild',
] as const;

const versionOf = (name: string): string => {
  const file = join(__dirname, '../node_modules', name, 'package.json');
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  throw new Error(`${file} has no version: run npm ci`);
};

export const runFacts = (): RunFacts => ({
  measuredAt: new Date().toISOString(),
  commit: commitOf(),
  node: process.version,
  packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
  loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
});
