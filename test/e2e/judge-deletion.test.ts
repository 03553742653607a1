import { judgeDeletion } from '../../e2e/checks/judge-deletion';

const before = new Map([
  ['queues', ['manga-assist-dev-enrichment']],
  ['roles', ['manga-assist-dev-api-Logging', 'manga-assist-dev-api-Bridge']],
]);
const retained = new Set(['manga-assist-dev-api-Logging']);
const after = (queues: readonly string[], roles: readonly string[]) =>
  new Map([
    ['queues', queues],
    ['roles', roles],
  ]);

test('says what was asked for, and what is retained', () => {
  expect(judgeDeletion(before, after([], ['manga-assist-dev-api-Logging']), retained)).toBe(
    '3 resources of 2 kinds were asked for, none is left but the retained manga-assist-dev-api-Logging; asked for: queues, roles',
  );
});

test('names what was left behind, of whatever kind, also what was not there before', () => {
  const left = after(
    ['manga-assist-dev-new'],
    ['manga-assist-dev-api-Logging', 'manga-assist-dev-api-Bridge'],
  );
  expect(() => judgeDeletion(before, left, retained)).toThrow(
    'left behind: queues: manga-assist-dev-new, roles: manga-assist-dev-api-Bridge',
  );
});

test('something retained that went is told', () => {
  expect(() => judgeDeletion(before, after([], []), retained)).toThrow(
    'retained, and gone: manga-assist-dev-api-Logging',
  );
});

test('a kind that was not listed while it was there proves nothing by being empty now', () => {
  expect(() => judgeDeletion(new Map([...before, ['topics', []]]), after([], []), retained)).toThrow(
    'no topics were listed before',
  );
});
