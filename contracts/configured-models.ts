import { isModelKey, type ModelDescription, type ModelKey, modelCatalog } from './model-catalog';
import { checkModel, type ModelStanding } from './model-lifecycle';
import type { RuntimeConfig } from './runtime-config';

/** The parameters that name a model, and the kind of model that each takes. */
export const modelParameters = {
  fast_model: 'chat',
  quality_model: 'chat',
  enrichment_model: 'chat',
  embedding_model: 'embedding',
} as const satisfies Partial<Record<keyof RuntimeConfig, ModelDescription['kind']>>;

export type ModelParameter = keyof typeof modelParameters;

const isModelParameter = (name: string): name is ModelParameter => Object.hasOwn(modelParameters, name);

const choices = (kind: ModelDescription['kind']): string =>
  Object.entries(modelCatalog)
    .filter(([, model]) => model.kind === kind && model.lifecycle.state !== 'end-of-life')
    .map(([key]) => key)
    .join(', ');

/** The model that a parameter's value names, or why it names none: it is unknown, or of another kind. */
export const modelNamed = (
  parameter: ModelParameter,
  name: string,
): { readonly ok: true; readonly model: ModelKey } | { readonly ok: false; readonly problem: string } => {
  const kind = modelParameters[parameter];
  if (isModelKey(name) && modelCatalog[name].kind === kind) return { ok: true, model: name };
  const problem = isModelKey(name) ? `is no ${kind} model` : 'is unknown';
  return { ok: false, problem: `Model "${name}" ${problem}: use one of ${choices(kind)}.` };
};

/** Whether each model that a configuration names may be used on the day `today`. A parameter without a text is left out. */
export const configuredModels = (
  config: Readonly<Record<string, unknown>>,
  today: Date,
): readonly { readonly parameter: ModelParameter; readonly standing: ModelStanding }[] =>
  Object.entries(config).flatMap(([parameter, name]) => {
    if (!isModelParameter(parameter) || typeof name !== 'string') return [];
    const named = modelNamed(parameter, name);
    return [
      {
        parameter,
        standing: named.ok
          ? checkModel(named.model, today)
          : ({ state: 'refused', message: named.problem } as const),
      },
    ];
  });
