import { type Geography, type ModelKey, modelCatalog } from './model-catalog';
import type { DataResidency } from './runtime-config';

/** What to call in a region, or why nothing may be called there. */
export type ProfileChoice =
  | { readonly kind: 'use'; readonly id: string; readonly geography: Geography | 'in-region' }
  | { readonly kind: 'refused'; readonly because: 'residency' | 'not-offered'; readonly message: string };

const japan = ['ap-northeast-1', 'ap-northeast-3'];
const australia = ['ap-southeast-2', 'ap-southeast-4', 'ap-southeast-6'];

const isIn = {
  jp: (region: string) => japan.includes(region),
  au: (region: string) => australia.includes(region),
  apac: (region: string) => region.startsWith('ap-'),
  us: (region: string) => region.startsWith('us-') || region.startsWith('ca-'),
  eu: (region: string) => region.startsWith('eu-'),
  global: () => true,
} satisfies Record<Geography, (region: string) => boolean>;

/** Geographies that a policy allows, in the order of preference: the cheapest first, then the narrowest. */
const allowed: Readonly<Record<DataResidency, readonly Geography[]>> = {
  jp: ['jp'],
  apac: ['jp', 'au', 'apac'],
  any: ['global', 'jp', 'au', 'us', 'eu', 'apac'],
};

const regionAllowed: Readonly<Record<DataResidency, (region: string) => boolean>> = {
  jp: isIn.jp,
  apac: isIn.apac,
  any: () => true,
};

/** Whether a data-residency policy allows that a region is asked at all. */
export const isRegionAllowed = (region: string, residency: DataResidency): boolean =>
  regionAllowed[residency](region);

/**
 * Which inference profile (or, for a model without profiles, which model id) to call for `model` in `region` under a
 * data-residency policy. With `jp` neither the region nor any destination of the profile lies outside Japan; with `apac`
 * none outside Asia Pacific; `any` prefers the global profile, which costs 10 % less and has more capacity.
 * Source: the model cards of https://docs.aws.amazon.com/bedrock/latest/userguide/models-region-compatibility.html
 */
export const chooseProfile = (model: ModelKey, region: string, residency: DataResidency): ProfileChoice => {
  const { bedrockId, profiles, regions } = modelCatalog[model];
  if (!isRegionAllowed(region, residency)) {
    const message = `data residency "${residency}" does not allow ${region}`;
    return { kind: 'refused', because: 'residency', message };
  }
  if (profiles.length === 0) {
    return regions === undefined || regions.includes(region)
      ? { kind: 'use', id: bedrockId, geography: 'in-region' }
      : { kind: 'refused', because: 'not-offered', message: `${model} is not offered in ${region}` };
  }
  const offered = profiles.filter((geography) => isIn[geography](region));
  const geography = allowed[residency].find((candidate) => offered.includes(candidate));
  if (geography !== undefined) return { kind: 'use', id: `${geography}.${bedrockId}`, geography };
  return offered.length === 0
    ? { kind: 'refused', because: 'not-offered', message: `${model} has no inference profile in ${region}` }
    : {
        kind: 'refused',
        because: 'residency',
        message: `data residency "${residency}" does not allow the profiles of ${model} in ${region}: ${offered.join(', ')}`,
      };
};

const destinations: Readonly<Record<Exclude<Geography, 'global'>, readonly string[]>> = {
  jp: japan,
  au: ['ap-southeast-2', 'ap-southeast-4'],
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
  apac: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
  ],
};

/**
 * Regions to which a profile may send a request made in `region`: the geography's own and the region itself.
 * A global profile has no list: IAM names its models without a region, beside those of the region that is called.
 */
export const destinationRegions = (geography: Geography | 'in-region', region: string): readonly string[] =>
  geography === 'global' || geography === 'in-region'
    ? [region]
    : [...new Set([...destinations[geography], region])].sort();
