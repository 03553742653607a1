import { isModelKey, type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';

/** What a model is wanted for, and the parameter that names it. */
const parameters = {
  fast: 'fast_model',
  quality: 'quality_model',
  enrichment: 'enrichment_model',
  embedding: 'embedding_model',
} as const;

export type ModelRole = keyof typeof parameters;

export type ModelNames = Pick<RuntimeConfig, (typeof parameters)[ModelRole]>;

/** A parameter names no model of the catalogue, or one of the wrong kind. */
export class ModelNameError extends Error {
  override readonly name = 'ModelNameError';

  constructor(
    readonly parameter: string,
    message: string,
  ) {
    super(message);
  }
}

/** The catalogue's key of the model that the configuration names for `role`. Throws a `ModelNameError` that names the parameter and the keys it takes. */
export const resolveModel = (config: ModelNames, role: ModelRole): ModelKey => {
  const parameter = parameters[role];
  const name = config[parameter];
  const kind = role === 'embedding' ? 'embedding' : 'chat';
  if (isModelKey(name) && modelCatalog[name].kind === kind) return name;
  const known = Object.keys(modelCatalog).filter((key) => isModelKey(key) && modelCatalog[key].kind === kind);
  const problem = isModelKey(name) ? `is not a model for ${role}` : 'is unknown';
  throw new ModelNameError(
    parameter,
    `Parameter ${parameter}: model "${name}" ${problem}; use one of ${known.join(', ')}.`,
  );
};
