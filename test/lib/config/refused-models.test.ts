import { environments } from '../../../lib/config/environments';
import { modelWarnings, RefusedModelError, refuseRetiredModels } from '../../../lib/config/refused-models';

const today = new Date('2026-11-24T03:00:00Z');
const prodWith = (models: Readonly<Record<string, string>>) => ({
  name: environments.prod.name,
  runtime: { ...environments.prod.runtime, ...models },
});

test.each(Object.values(environments))('$name may be synthesized, without a warning', (environment) => {
  expect(() => refuseRetiredModels(environment, today)).not.toThrow();
  expect(modelWarnings(environment, today)).toEqual([]);
});

test('an environment is refused with all its models that cannot be called, and what to use in their place', () => {
  const asked = prodWith({
    fast_model: 'claude-3-haiku',
    quality_model: 'claude-9',
    embedding_model: 'claude-haiku-4-5',
  });
  const refuse = () => refuseRetiredModels(asked, today);
  expect(refuse).toThrow(RefusedModelError);
  expect(refuse).toThrow(/^fast_model of prod: .*since 2026-09-10: use claude-haiku-4-5 in its place\.$/m);
  expect(refuse).toThrow(/^quality_model of prod: Model "claude-9" is unknown: use one of /m);
  expect(refuse).toThrow(/^embedding_model of prod: Model "claude-haiku-4-5" is no embedding model/m);
});

test('a model that goes within 90 days is warned of, and one that goes later is not', () => {
  const asked = prodWith({ fast_model: 'claude-3-haiku' });
  expect(modelWarnings(asked, new Date('2026-06-12T00:00:00Z'))).toEqual([
    'fast_model of prod: Model claude-3-haiku reaches its end of life on 2026-09-10, in 90 days: use claude-haiku-4-5 in its place.',
  ]);
  expect(modelWarnings(asked, new Date('2026-06-11T00:00:00Z'))).toEqual([]);
});
