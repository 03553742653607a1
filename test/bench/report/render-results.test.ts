import { renderResults } from '../../../bench/report/render-results';
import { replaceGenerated } from '../../../bench/report/replace-generated';

const run = {
  measuredAt: '2026-11-25T22:00:12.000Z',
  commit: 'abc1234',
  node: 'v22.0.0',
  packages: { esbuild: '0.25.0' },
  machine: '2 × CPU, 24 GiB',
  loadBefore: 0.3,
  seconds: 12,
};

test('a comparison is a row with both sides and their ratio, below where and when it was measured', () => {
  const table = [{ figure: 'calls/s', value: '800', against: '250', ratio: '3.2 (3–3.4)' }];
  expect(renderResults({ model: { table, run } }, ['model'])).toBe(`### model

2026-11-25 22:00 UTC, commit abc1234, Node v22.0.0, esbuild 0.25.0, 2 × CPU, 24 GiB; load before 0.3; took 12 s.

| figure | MangaAssist | compared | ratio |
|---|---|---|---|
| calls/s | 800 | 250 | 3.2 (3–3.4) |`);
});

test('a result that brings no table is shown figure by figure, by its path', () => {
  const result = { synth: { seconds: { median: 2, least: 1, most: 3 } }, names: ['a'], run };
  expect(renderResults({ synth: result }, ['synth'])).toContain('| synth · seconds | 2 (1–3) |');
});

test('what was skipped, and what was never measured, is said', () => {
  const results = { retrieval: { skipped: 'no catalogue', run } };
  const text = renderResults(results, ['retrieval', 'soak']);
  expect(text).toContain('| skipped | no catalogue |');
  expect(text).toContain('Not measured yet: `npm run bench -- soak --save`.');
});

test('only what stands between the marks of a name is replaced', () => {
  const document = 'a\n<!-- generated: x -->\nold\n<!-- end of x -->\nb\n';
  expect(replaceGenerated(document, 'x', 'new')).toBe(
    'a\n<!-- generated: x -->\n\nnew\n\n<!-- end of x -->\nb\n',
  );
  expect(replaceGenerated(replaceGenerated(document, 'x', 'new'), 'x', 'new')).toBe(
    replaceGenerated(document, 'x', 'new'),
  );
});

test('a document without the marks is refused', () => {
  expect(() => replaceGenerated('nothing', 'x', 'new')).toThrow('no place for "x"');
});
