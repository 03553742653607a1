import { configuredModels, modelNamed } from '../../contracts/configured-models';
import { defaultRuntimeConfig } from '../../contracts/runtime-config';

const today = new Date('2026-11-24T03:00:00Z');

test('every model of the default configuration may be used', () => {
  expect(configuredModels(defaultRuntimeConfig, today)).toEqual([
    { parameter: 'fast_model', standing: { state: 'usable', model: 'claude-haiku-4-5' } },
    { parameter: 'quality_model', standing: { state: 'usable', model: 'claude-sonnet-4-5' } },
    { parameter: 'enrichment_model', standing: { state: 'usable', model: 'claude-haiku-4-5' } },
    { parameter: 'embedding_model', standing: { state: 'usable', model: 'titan-embed-text-v2' } },
  ]);
});

test.each([
  ['a retired model', 'fast_model', 'claude-3-haiku', /past its end of life .* use claude-haiku-4-5/],
  ['an unknown one', 'quality_model', 'claude-9', /"claude-9" is unknown: use one of claude-haiku-4-5, /],
  ['one that cannot chat', 'fast_model', 'titan-embed-text-v2', /"titan-embed-text-v2" is no chat model/],
  [
    'one that cannot embed',
    'embedding_model',
    'claude-haiku-4-5',
    /is no embedding model: use one of titan-embed-text-v2\.$/,
  ],
])('%s is refused', (_what, parameter, name, message) => {
  expect(configuredModels({ [parameter]: name }, today)).toEqual([
    {
      parameter,
      standing: expect.objectContaining({ state: 'refused', message: expect.stringMatching(message) }),
    },
  ]);
});

test('nobody is advised to use a model that is gone', () => {
  expect(modelNamed('fast_model', 'claude-9')).not.toMatchObject({
    problem: expect.stringContaining('claude-3'),
  });
});
