import type { Geography } from '../../../contracts/model-catalog';
import { standInAccount } from '../batch/batch-jobs';
import { geographyRegions, isCalledFrom } from '../models/geography-regions';
import { isRetired, modelIds, type ResolvedModel, type StandInCatalog } from '../models/resolve-model';

/** `Claude Haiku 4.5` of `anthropic.claude-haiku-4-5-20251001-v1:0`. */
const modelName = ({ key }: ResolvedModel): string =>
  key
    .replace(/(\d)-(\d)/, '$1.$2')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

const destinations = (geography: Geography): readonly string[] =>
  geography === 'global' ? [''] : geographyRegions[geography];

const describeProfile = (id: string, geography: Geography, model: ResolvedModel, region: string) => ({
  inferenceProfileId: id,
  inferenceProfileArn: `arn:aws:bedrock:${region}:${standInAccount}:inference-profile/${id}`,
  inferenceProfileName: `${geography.toUpperCase()} ${modelName(model)}`,
  description: `Routes requests to ${modelName(model)} in the geography ${geography}.`,
  models: destinations(geography).map((destination) => ({
    modelArn: `arn:aws:bedrock:${destination}::foundation-model/${model.description.bedrockId}`,
  })),
  status: 'ACTIVE',
  type: 'SYSTEM_DEFINED',
});

export type ProfileDescription = ReturnType<typeof describeProfile>;

/** The inference profiles that can be called from a region. */
export const profilesIn = (
  catalog: StandInCatalog,
  region: string,
  now: number,
): readonly ProfileDescription[] =>
  [...modelIds(catalog)].flatMap(([id, model]) =>
    model.geography === undefined ||
    isRetired(model.description, now) ||
    !isCalledFrom(model.geography, region)
      ? []
      : [describeProfile(id, model.geography, model, region)],
  );

const describeModel = (model: ResolvedModel, region: string) => {
  const { bedrockId, kind, can, profiles, lifecycle } = model.description;
  return {
    modelArn: `arn:aws:bedrock:${region}::foundation-model/${bedrockId}`,
    modelId: bedrockId,
    modelName: modelName(model),
    providerName: bedrockId.startsWith('amazon.') ? 'Amazon' : 'Anthropic',
    inputModalities: can.images ? ['TEXT', 'IMAGE'] : ['TEXT'],
    outputModalities: [kind === 'embedding' ? 'EMBEDDING' : 'TEXT'],
    responseStreamingSupported: can.streaming,
    customizationsSupported: [],
    inferenceTypesSupported: [profiles.length === 0 ? 'ON_DEMAND' : 'INFERENCE_PROFILE'],
    modelLifecycle: {
      status: lifecycle.state === 'active' ? 'ACTIVE' : 'LEGACY',
      ...(lifecycle.endOfLife === undefined
        ? {}
        : { endOfLifeTime: new Date(lifecycle.endOfLife).toISOString() }),
    },
  };
};

export type ModelDescriptionOfAws = ReturnType<typeof describeModel>;

/** The foundation models that still answer, as ListFoundationModels shows them. */
export const foundationModelsIn = (
  catalog: StandInCatalog,
  region: string,
  now: number,
): readonly ModelDescriptionOfAws[] =>
  [...modelIds(catalog).values()]
    .filter((model) => model.geography === undefined && !isRetired(model.description, now))
    .map((model) => describeModel(model, region));
