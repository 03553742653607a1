import { chooseProfile, destinationRegions } from './inference-profile';
import { type ModelKey, modelCatalog } from './model-catalog';
import type { DataResidency } from './runtime-config';

/** What a role must be allowed, `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` alike. */
export interface ModelAccess {
  /** Inference profiles that are called, by id. */
  readonly profileIds: readonly string[];
  /** The profiles' ARNs, in the regions in which they are called. */
  readonly profileArns: readonly string[];
  /** Foundation models behind them: grant with the condition `bedrock:InferenceProfileArn` = {@link profileArns}. */
  readonly modelArnsByProfile: readonly string[];
  /** Models that are called by their own id: granted as they are. */
  readonly modelArns: readonly string[];
}

/**
 * The ARNs behind `models` in `regions` under a data-residency policy. A profile needs permission on itself and on the
 * model in every destination region; a global one on the model's ARN without a region as well. Pairs that the policy or
 * the model refuses are left out.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html and
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 */
export const modelAccess = (options: {
  readonly models: readonly ModelKey[];
  readonly regions: readonly string[];
  readonly residency: DataResidency;
  readonly account: string;
  readonly partition?: string;
}): ModelAccess => {
  const arn = `arn:${options.partition ?? 'aws'}:bedrock`;
  const profileIds = new Set<string>();
  const profileArns = new Set<string>();
  const modelArnsByProfile = new Set<string>();
  const modelArns = new Set<string>();
  for (const model of options.models) {
    const { bedrockId } = modelCatalog[model];
    for (const region of options.regions) {
      const choice = chooseProfile(model, region, options.residency);
      if (choice.kind === 'refused') continue;
      if (choice.geography === 'in-region') {
        modelArns.add(`${arn}:${region}::foundation-model/${bedrockId}`);
        continue;
      }
      profileIds.add(choice.id);
      profileArns.add(`${arn}:${region}:${options.account}:inference-profile/${choice.id}`);
      for (const destination of destinationRegions(choice.geography, region)) {
        modelArnsByProfile.add(`${arn}:${destination}::foundation-model/${bedrockId}`);
      }
      if (choice.geography === 'global') modelArnsByProfile.add(`${arn}:::foundation-model/${bedrockId}`);
    }
  }
  return {
    profileIds: [...profileIds].sort(),
    profileArns: [...profileArns].sort(),
    modelArnsByProfile: [...modelArnsByProfile].sort(),
    modelArns: [...modelArns].sort(),
  };
};
