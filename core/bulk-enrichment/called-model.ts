import { isModelKey, type ModelKey, modelCatalog } from '../../contracts/model-catalog';

/** A model of the catalogue as a batch job names it. */
export interface CalledModel {
  readonly model: ModelKey;
  /** Its inference profile, or its own id: prices depend on it. */
  readonly profileId: string;
}

/** What a job's `modelId` means: an id or an ARN, of a model or of a profile; undefined: the catalogue does not know it. */
export const calledModel = (modelId: string): CalledModel | undefined => {
  const profileId = modelId.slice(modelId.lastIndexOf('/') + 1);
  const model = Object.keys(modelCatalog)
    .filter(isModelKey)
    .find((key) => {
      const { bedrockId, profiles } = modelCatalog[key];
      return (
        profileId === bedrockId || profiles.some((geography) => profileId === `${geography}.${bedrockId}`)
      );
    });
  return model && { model, profileId };
};
