import { modelAccess } from '../../contracts/model-access';

const account = '111122223333';
const haiku = 'anthropic.claude-haiku-4-5-20251001-v1:0';

test('a geographic profile needs itself where it is called, and the model in every destination', () => {
  const access = modelAccess({
    models: ['claude-haiku-4-5'],
    regions: ['ap-northeast-1', 'us-east-1'],
    residency: 'jp',
    account,
  });
  expect(access).toEqual({
    profileIds: [`jp.${haiku}`],
    profileArns: [`arn:aws:bedrock:ap-northeast-1:${account}:inference-profile/jp.${haiku}`],
    modelArnsByProfile: [
      `arn:aws:bedrock:ap-northeast-1::foundation-model/${haiku}`,
      `arn:aws:bedrock:ap-northeast-3::foundation-model/${haiku}`,
    ],
    modelArns: [],
  });
});

test('a global profile needs the model in the calling region and the one without a region', () => {
  const access = modelAccess({
    models: ['claude-haiku-4-5'],
    regions: ['us-east-1'],
    residency: 'any',
    account,
  });
  expect(access.modelArnsByProfile).toEqual([
    `arn:aws:bedrock:::foundation-model/${haiku}`,
    `arn:aws:bedrock:us-east-1::foundation-model/${haiku}`,
  ]);
});

test('a model that is called by its own id is granted without a profile', () => {
  const access = modelAccess({
    models: ['titan-embed-text-v2'],
    regions: ['us-east-1', 'ap-southeast-1'],
    residency: 'any',
    account,
    partition: 'aws',
  });
  expect(access).toEqual({
    profileIds: [],
    profileArns: [],
    modelArnsByProfile: [],
    modelArns: ['arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0'],
  });
});
