import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addResult, readResults } from '../../bench/results-file';

const run = { measuredAt: '', commit: '', node: '', packages: {}, machine: '', loadBefore: 0, seconds: 1 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a result is written beside those that are there', () => {
  const file = join(folder, 'results.json');
  addResult('model', { a: 1, run }, file);
  addResult('chat', { b: 2, run }, file);
  addResult('model', { a: 3, run }, file);
  expect(readResults(file)).toEqual({ model: { a: 3, run }, chat: { b: 2, run } });
});

test('what was skipped does not take the place of figures', () => {
  const file = join(folder, 'results.json');
  addResult('retrieval', { skipped: 'no catalogue', run }, file);
  expect(readResults(file)).toHaveProperty('retrieval.skipped');
  addResult('retrieval', { a: 1, run }, file);
  addResult('retrieval', { skipped: 'no catalogue', run }, file);
  expect(readResults(file)).toEqual({ retrieval: { a: 1, run } });
});

test('without a file there are no results, and one that holds something else is refused', () => {
  const file = join(folder, 'results.json');
  expect(readResults(file)).toEqual({});
  writeFileSync(file, '[]');
  expect(() => readResults(file)).toThrow('remove it, and measure again');
});
