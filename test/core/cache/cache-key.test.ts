import * as fc from 'fast-check';
import type { CacheScope } from '../../../core/cache/answer-cache';
import { cacheKey } from '../../../core/cache/cache-key';
import { canonicalJson } from '../../../core/canonical-json';

const scope: CacheScope = {
  model: 'claude-haiku-4-5',
  promptVersion: '2026-11-1',
  language: 'ja',
  context: ['C1@1', 'C2@7'],
  message: '進撃の巨人は何巻まで？',
};

const anyScope = fc.record({
  model: fc.string(),
  promptVersion: fc.string(),
  language: fc.constantFrom('ja', 'en', 'zh'),
  context: fc.array(fc.string(), { maxLength: 4 }),
  message: fc.string({ unit: 'grapheme' }),
});

test('is the full SHA-256 of the canonical JSON', () => {
  expect(cacheKey(scope)).toBe('b066945f128fb14dd2b6276039db4a6297cdd2d90dcdea7cb9b8a80394ddb90b');
});

describe('equal meaning, equal key', () => {
  test.each([
    [
      'another order of the keys',
      Object.fromEntries(Object.entries(scope).toReversed()) as unknown as CacheScope,
    ],
    ['decomposed letters', { ...scope, message: scope.message.normalize('NFD') }],
    ['spaces around', { ...scope, message: `  ${scope.message}\u3000\n` }],
    ['invisible characters', { ...scope, message: `\u200B${scope.message}` }],
    ['properties that it does not depend on', { ...scope, requestId: 'r-1' } as CacheScope],
  ])('%s', (_difference, other) => {
    expect(cacheKey(other)).toBe(cacheKey(scope));
  });

  test('runs of spaces of any kind', () => {
    expect(cacheKey({ ...scope, message: 'a b' })).toBe(cacheKey({ ...scope, message: 'a \u3000\n b' }));
  });
});

describe('another meaning, another key', () => {
  test.each([
    ['model', { ...scope, model: 'claude-sonnet-4-5' }],
    ['prompt version', { ...scope, promptVersion: '2026-11-2' }],
    ['language', { ...scope, language: 'en' }],
    ['context', { ...scope, context: ['C1@1'] }],
    ['version of a context item', { ...scope, context: ['C1@2', 'C2@7'] }],
    ['order of the context', { ...scope, context: ['C2@7', 'C1@1'] }],
    ['message', { ...scope, message: '進撃の巨人は何巻まで' }],
    ['a space within the message', { ...scope, message: '進撃の 巨人は何巻まで？' }],
  ])('%s', (_part, other) => {
    expect(cacheKey(other)).not.toBe(cacheKey(scope));
  });
});

test('any two scopes have the same key exactly when their parts are the same', () => {
  const meaning = ({ message, context, ...rest }: CacheScope) => ({
    ...rest,
    context: context.map((entry) => entry.normalize('NFC')),
    message: message
      .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')
      .normalize('NFC')
      .replace(/\s/gu, ''),
  });
  fc.assert(
    fc.property(anyScope, anyScope, (one, other) => {
      if (canonicalJson(meaning(one)) !== canonicalJson(meaning(other))) {
        expect(cacheKey(one)).not.toBe(cacheKey(other));
      }
      expect(cacheKey({ ...one, message: ` ${one.message.normalize('NFD')} ` })).toBe(cacheKey(one));
      expect(cacheKey(one)).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});

test('parts cannot run into each other', () => {
  expect(cacheKey({ ...scope, context: ['a","b'] })).not.toBe(cacheKey({ ...scope, context: ['a', 'b'] }));
  expect(cacheKey({ ...scope, context: ['a', 'bc'] })).not.toBe(cacheKey({ ...scope, context: ['ab', 'c'] }));
});
