import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'manga-docker-'));
afterAll(() => rmSync(folder, { recursive: true }));
const notes = join(folder, 'images.jsonl');

const docker = (...args: readonly string[]) =>
  spawnSync(process.execPath, [resolve('e2e/deployment/docker-stand-in.mjs'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], E2E_IMAGES: notes },
    encoding: 'utf8',
  });
const build = () => docker('build', '--tag', 'asset-1', '--platform', 'linux/arm64', '.');

test('a build whose context lacks what the Dockerfile copies is refused', () => {
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM node AS check\nCOPY a.js b.js ./\nCOPY --from=check /app/ ./\n',
  );
  writeFileSync(join(folder, 'a.js'), '');
  const { status, stderr } = build();
  expect(status).not.toBe(0);
  expect(stderr).toContain('The build context has no b.js.');
});

test('an image is known once it was built, and for which platform', () => {
  writeFileSync(join(folder, 'b.js'), '');
  expect(docker('inspect', 'asset-1').status).toBe(1);
  expect(build().status).toBe(0);
  expect(docker('inspect', 'asset-1').status).toBe(0);
  expect(JSON.parse(readFileSync(notes, 'utf8'))).toEqual({
    command: 'build',
    tag: 'asset-1',
    platform: 'linux/arm64',
  });
});
