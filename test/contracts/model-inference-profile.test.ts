import { assert, constantFrom, property } from 'fast-check';
import { chooseProfile, destinationRegions } from '../../contracts/inference-profile';
import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';

const haiku = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const japan = ['ap-northeast-1', 'ap-northeast-3'];
const regions = [
  'us-east-1',
  'us-west-1',
  'ca-central-1',
  'eu-central-2',
  'ap-southeast-1',
  'ap-southeast-2',
  ...japan,
];

test.each([
  ['us-east-1', 'any', `global.${haiku}`],
  ['ap-northeast-1', 'any', `global.${haiku}`],
  ['ap-northeast-1', 'apac', `jp.${haiku}`],
  ['ap-southeast-2', 'apac', `au.${haiku}`],
  ['ap-northeast-3', 'jp', `jp.${haiku}`],
] as const)('Haiku 4.5 in %s under "%s" is called as %s', (region, residency, id) => {
  expect(chooseProfile('claude-haiku-4-5', region, residency)).toMatchObject({ kind: 'use', id });
});

test.each([
  ['us-east-1', 'jp', 'data residency "jp" does not allow us-east-1'],
  ['us-east-1', 'apac', 'data residency "apac" does not allow us-east-1'],
  [
    'ap-southeast-1',
    'apac',
    'data residency "apac" does not allow the profiles of claude-haiku-4-5 in ap-southeast-1: global',
  ],
] as const)('Haiku 4.5 in %s under "%s" is refused, with the reason', (region, residency, message) => {
  expect(chooseProfile('claude-haiku-4-5', region, residency)).toEqual({
    kind: 'refused',
    because: 'residency',
    message,
  });
});

test('a model whose only profile in Tokyo spans Asia Pacific is refused where text stays in Japan', () => {
  expect(chooseProfile('claude-3-haiku', 'ap-northeast-1', 'apac')).toMatchObject({
    id: 'apac.anthropic.claude-3-haiku-20240307-v1:0',
  });
  expect(chooseProfile('claude-3-haiku', 'ap-northeast-1', 'jp')).toMatchObject({ because: 'residency' });
});

test('a model without profiles is called by its own id, only where it is offered', () => {
  expect(chooseProfile('titan-embed-text-v2', 'ap-northeast-1', 'jp')).toEqual({
    kind: 'use',
    id: 'amazon.titan-embed-text-v2:0',
    geography: 'in-region',
  });
  expect(chooseProfile('titan-embed-text-v2', 'ap-southeast-1', 'any')).toEqual({
    kind: 'refused',
    because: 'not-offered',
    message: 'titan-embed-text-v2 is not offered in ap-southeast-1',
  });
});

test('under "jp" no request can leave Japan, whatever the model and the region', () => {
  assert(
    property(
      constantFrom(...(Object.keys(modelCatalog) as ModelKey[])),
      constantFrom(...regions),
      (model, region) => {
        const choice = chooseProfile(model, region, 'jp');
        if (choice.kind === 'refused') return;
        expect(choice.geography).not.toBe('global');
        expect(japan).toContain(region);
        for (const destination of destinationRegions(choice.geography, region))
          expect(japan).toContain(destination);
      },
    ),
  );
});

test('a region outside the usual destinations is one itself', () => {
  expect(destinationRegions('us', 'us-east-1')).toEqual(['us-east-1', 'us-east-2', 'us-west-2']);
  expect(destinationRegions('us', 'us-west-1')).toEqual(['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2']);
});
