import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProbes, type ProcessFigures } from '../../../chaos/fuzz/probe/process-figures';

const folder = mkdtempSync(join(tmpdir(), 'manga-probed-'));
const probes = createProbes();
afterAll(() => {
  probes.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Figures of a process that does something once while it is watched. */
const figuresOf = (name: string, once: string): readonly ProcessFigures[] => {
  const script = join(folder, name);
  writeFileSync(script, `setTimeout(() => { ${once} }, 300); setTimeout(() => undefined, 1200);`);
  execFileSync(process.execPath, [script], { env: { ...process.env, ...probes.environment } });
  return probes.read(0).filter((figures) => figures.name === name);
};

const work = `const from = process.cpuUsage().user;
  while (process.cpuUsage().user - from < 150_000);`;
const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);';

test('a pause in which the loop is at work is long', () => {
  expect(figuresOf('at-work.js', work)).toMatchObject([{ longPauses: 1 }]);
});

test('a pause in which it waits for its core is none', () => {
  expect(figuresOf('waiting.js', wait)).toMatchObject([{ longPauses: 0 }]);
});

test('the work of a thread beside it is none of the loop’s, and a process keeps its name', () => {
  const thread = `new (require('node:worker_threads').Worker)(${JSON.stringify(work)}, { eval: true, execArgv: [] });`;
  expect(figuresOf('with-a-thread.js', thread)).toMatchObject([{ longPauses: 0 }]);
});
