import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { resolveModel } from '../../../core/bedrock/resolve-model';

test.each([
  ['fast', 'claude-haiku-4-5'],
  ['quality', 'claude-sonnet-4-5'],
  ['enrichment', 'claude-haiku-4-5'],
  ['embedding', 'titan-embed-text-v2'],
] as const)('the default for %s is %s', (role, key) => {
  expect(resolveModel(defaultRuntimeConfig, role)).toBe(key);
});

test('an unknown name is refused with its parameter and the keys that it takes', () => {
  const config = { ...defaultRuntimeConfig, quality_model: 'claude-sonnet-9' };
  expect(() => resolveModel(config, 'quality')).toThrow(
    'Parameter quality_model: Model "claude-sonnet-9" is unknown: use one of claude-haiku-4-5, claude-sonnet-4-5, claude-sonnet-4-6.',
  );
});

test('a model of the wrong kind is refused', () => {
  expect(() =>
    resolveModel({ ...defaultRuntimeConfig, embedding_model: 'claude-haiku-4-5' }, 'embedding'),
  ).toThrow(
    'Parameter embedding_model: Model "claude-haiku-4-5" is no embedding model: use one of titan-embed-text-v2.',
  );
  expect(() => resolveModel({ ...defaultRuntimeConfig, fast_model: 'titan-embed-text-v2' }, 'fast')).toThrow(
    'is no chat model',
  );
});
