import { type ModelParameter, modelNamed } from '../../contracts/configured-models';
import type { ModelKey } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';

/** What a model is wanted for, and the parameter that names it. */
const parameters = {
  fast: 'fast_model',
  quality: 'quality_model',
  enrichment: 'enrichment_model',
  embedding: 'embedding_model',
} as const satisfies Readonly<Record<string, ModelParameter>>;

export type ModelRole = keyof typeof parameters;

export type ModelNames = Pick<RuntimeConfig, ModelParameter>;

/** A parameter names no model of the catalogue, or one of the wrong kind. */
export class ModelNameError extends Error {
  override readonly name = 'ModelNameError';

  constructor(
    readonly parameter: string,
    problem: string,
  ) {
    super(`Parameter ${parameter}: ${problem}`);
  }
}

/** The catalogue's key of the model that the configuration names for `role`. Throws a `ModelNameError` that names the parameter and the keys it takes. */
export const resolveModel = (config: ModelNames, role: ModelRole): ModelKey => {
  const parameter = parameters[role];
  const named = modelNamed(parameter, config[parameter]);
  if (named.ok) return named.model;
  throw new ModelNameError(parameter, named.problem);
};
