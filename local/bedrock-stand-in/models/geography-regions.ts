import type { Geography } from '../../../contracts/model-catalog';

/**
 * Source regions of each geography's inference profiles
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html). `global` is called from any region.
 */
export const geographyRegions: Readonly<Record<Exclude<Geography, 'global'>, readonly string[]>> = {
  jp: ['ap-northeast-1', 'ap-northeast-3'],
  apac: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-4',
  ],
  us: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  au: ['ap-southeast-2', 'ap-southeast-4'],
};

export const isCalledFrom = (geography: Geography, region: string): boolean =>
  geography === 'global' || geographyRegions[geography].includes(region);
