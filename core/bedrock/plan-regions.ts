import { chooseProfile, isRegionAllowed } from '../../contracts/inference-profile';
import type { ModelKey } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { RegionFailure } from './model-call-error';

/** Somewhere to ask, and by which inference profile or model id. */
export interface RegionCandidate {
  readonly region: string;
  readonly profileId: string;
}

export interface RegionPlan {
  /** In the order in which they are asked. */
  readonly candidates: readonly RegionCandidate[];
  /** Regions of the configuration that are not asked, and why. */
  readonly excluded: readonly RegionFailure[];
}

export type RegionConfig = Pick<RuntimeConfig, 'primary_region' | 'failover_regions' | 'data_residency'> & {
  readonly feature_flags: Pick<RuntimeConfig['feature_flags'], 'enable_failover'>;
};

/** The primary region, then those for failover, without doubles. */
const configuredRegions = (config: RegionConfig): readonly string[] => [
  ...new Set([
    config.primary_region,
    ...(config.feature_flags.enable_failover ? config.failover_regions : []),
  ]),
];

/** The regions of the configuration that data residency leaves: those whose health matters. */
export const allowedRegions = (config: RegionConfig): readonly string[] =>
  configuredRegions(config).filter((region) => isRegionAllowed(region, config.data_residency));

/** Where `model` may be asked under the configuration's data residency. */
export const planRegions = (config: RegionConfig, model: ModelKey): RegionPlan => {
  const candidates: RegionCandidate[] = [];
  const excluded: RegionFailure[] = [];
  for (const region of configuredRegions(config)) {
    const choice = chooseProfile(model, region, config.data_residency);
    if (choice.kind === 'use') candidates.push({ region, profileId: choice.id });
    else {
      const reason = choice.because === 'residency' ? 'DataResidency' : 'NotOffered';
      excluded.push({ region, fault: 'configuration', reason, message: choice.message });
    }
  }
  return { candidates, excluded };
};
