import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { assemblyRoot } from '../support/templates';

const root = resolve(__dirname, '../..');
const outdir = mkdtempSync(join(tmpdir(), 'manga-assist-cli-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** The app as the CDK's command line starts it, without credentials. */
const start = (context: Readonly<Record<string, string>>) => {
  const { context: flags } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const { AWS_PROFILE: _profile, AWS_ACCESS_KEY_ID: _key, ...env } = process.env;
  return spawnSync(process.execPath, ['--import', 'tsx', join(root, 'bin/manga-assist.ts')], {
    encoding: 'utf8',
    env: { ...env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...context }) },
  });
};

describe('the CDK app', () => {
  test('an unknown environment is told the known ones, in one line', () => {
    const { status, stderr } = start({ env: 'production' });
    expect(stderr.trim()).toBe(
      'Unknown environment "production": use one of dev, staging, prod (-c env=dev).',
    );
    expect(status).toBe(1);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(false);
  }, 60_000);

  test('a bundle that was not built is named, in one line', () => {
    const { status, stderr } = start({ bundles: join(outdir, 'nowhere') });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/is missing: run `npm run build`/);
    expect(status).toBe(1);
  }, 60_000);

  test('without a name it is dev, validated', () => {
    const { status, stderr } = start({ bundles: join(assemblyRoot(), 'bundles') });
    expect(stderr).not.toMatch(/error|warning/i);
    expect(status).toBe(0);
    const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    expect(Object.keys(artifacts)).toContain('manga-assist-dev-network');
  }, 120_000);
});
