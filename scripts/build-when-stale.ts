import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/** Sources of what is deployed. */
const sources = ['contracts', 'core', 'lambdas', 'services', 'package-lock.json'];

const newest = (path: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** The oldest file: a build that was cut short leaves an old one behind. */
const oldest = (path: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.min(Number.POSITIVE_INFINITY, ...readdirSync(path).map((name) => oldest(join(path, name))));
};

// A report of an earlier synthesis would fail this one.
rmSync(join(process.env['CDK_OUTDIR'] ?? join(root, 'cdk.out'), 'validation-report.json'), { force: true });

const built = Math.min(oldest(join(root, 'dist/lambdas')), oldest(join(root, 'dist/services')));

if (Math.max(...sources.map((source) => newest(join(root, source)))) > built) {
  const result = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'build.ts')], {
    stdio: 'inherit',
  });
  process.exitCode = result.status ?? 1;
}
