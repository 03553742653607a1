import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import { checkModel } from '../../contracts/model-lifecycle';
import { defaultRuntimeConfig } from '../../contracts/runtime-config';

const keys = Object.keys(modelCatalog) as ModelKey[];

test('the models of the reference design stand in the catalogue as they were, retired', () => {
  expect(modelCatalog['claude-3-sonnet']).toMatchObject({
    maxOutputTokens: 4096,
    temperature: 0.3,
    timeoutMs: 25_000,
    price: { regional: { input: 3, output: 15 } },
    lifecycle: { state: 'end-of-life' },
  });
  expect(modelCatalog['claude-3-haiku']).toMatchObject({
    maxOutputTokens: 2048,
    temperature: 0.2,
    timeoutMs: 10_000,
    price: { regional: { input: 0.25, output: 1.25 } },
    lifecycle: { state: 'end-of-life' },
  });
});

test.each(keys)('every fact of %s has a source and the day on which it was read', (key) => {
  const { price, lifecycle } = modelCatalog[key];
  for (const fact of [price.regional, price.global ?? price.regional, lifecycle]) {
    expect(fact.source).not.toBe('');
    expect(fact.asOf).toMatch(/^2026-\d\d-\d\d$/);
  }
});

test.each(keys)('every successor leads from %s to a model that is usable, or there is none', (key) => {
  const { successor } = modelCatalog[key];
  if (successor !== undefined) expect(checkModel(successor, new Date('2026-11-24')).state).toBe('usable');
  else expect(modelCatalog[key].lifecycle.state).toBe('active');
});

test('cached input costs a tenth to read and a quarter more to write, wherever a model can cache', () => {
  for (const key of keys.filter((candidate) => modelCatalog[candidate].can.promptCaching !== false)) {
    const { regional, global } = modelCatalog[key].price;
    for (const price of [regional, global ?? regional]) {
      expect(price.cacheRead).toBeCloseTo(price.input / 10, 10);
      expect(price.cacheWrite).toBeCloseTo(price.input * 1.25, 10);
    }
  }
});

test.each([
  defaultRuntimeConfig.fast_model,
  defaultRuntimeConfig.quality_model,
  defaultRuntimeConfig.enrichment_model,
  defaultRuntimeConfig.embedding_model,
])('the default configuration uses %s, which is active', (key) => {
  expect(checkModel(key, new Date('2026-11-24')).state).toBe('usable');
});
