import {
  type Geography,
  isModelKey,
  type ModelDescription,
  type ModelKey,
} from '../../../contracts/model-catalog';
import { validationError } from '../aws-error';
import { isCalledFrom } from './geography-regions';

export interface ResolvedModel {
  readonly key: ModelKey;
  readonly description: ModelDescription;
  /** Absent: called by the foundation model's own id. */
  readonly geography?: Geography;
}

export type StandInCatalog = Readonly<Partial<Record<ModelKey, ModelDescription>>>;

/** `batch`: batch inference also takes the bare id of a model that is otherwise called through a profile. */
export type ResolveModel = (modelId: string, region: string, use?: 'on-demand' | 'batch') => ResolvedModel;

const invalidIdentifier = 'The provided model identifier is invalid.';

const resourceOfArn =
  /^arn:aws:bedrock:([a-z0-9-]*):\d*:(?:foundation-model|inference-profile|application-inference-profile)\/(.+)$/;

/** Every id by which a catalogue's models are called. */
export const modelIds = (catalog: StandInCatalog): ReadonlyMap<string, ResolvedModel> => {
  const ids = new Map<string, ResolvedModel>();
  for (const [key, description] of Object.entries(catalog)) {
    if (!isModelKey(key)) continue;
    ids.set(description.bedrockId, { key, description });
    for (const geography of description.profiles) {
      ids.set(`${geography}.${description.bedrockId}`, { key, description, geography });
    }
  }
  return ids;
};

/** The model of an id, a profile id or an ARN, whether it may be called or not. */
export const knownModel = (catalog: StandInCatalog): ((modelId: string) => ResolvedModel | undefined) => {
  const ids = modelIds(catalog);
  return (modelId) => ids.get(resourceOfArn.exec(modelId)?.[2] ?? modelId);
};

/** Whether Bedrock still answers for a model at a time in epoch milliseconds. */
export const isRetired = ({ lifecycle }: ModelDescription, at: number): boolean =>
  lifecycle.endOfLife !== undefined && at >= Date.parse(lifecycle.endOfLife);

/** Finds the model of an id, a profile id or an ARN; throws Bedrock's own refusals for those that it would refuse. */
export const createResolveModel = (catalog: StandInCatalog, now: () => number): ResolveModel => {
  const ids = modelIds(catalog);
  return (modelId, region, use = 'on-demand') => {
    const [, arnRegion = region, id = modelId] = resourceOfArn.exec(modelId) ?? [];
    const model = ids.get(id);
    if (model === undefined || isRetired(model.description, now()) || (arnRegion || region) !== region) {
      throw validationError(invalidIdentifier);
    }
    if (model.geography === undefined) {
      if (model.description.profiles.length === 0 || use === 'batch') return model;
      throw validationError(
        `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
      );
    }
    if (!isCalledFrom(model.geography, region)) throw validationError(invalidIdentifier);
    return model;
  };
};
