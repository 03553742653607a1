import { checkModel, type ModelStanding } from '../../contracts/model-lifecycle';
import { parameterPrefix, type RuntimeConfig } from '../../contracts/runtime-config';

/** The keys of the configuration that name a model. */
export const modelKeys = ['fast_model', 'quality_model', 'enrichment_model', 'embedding_model'] as const;

/** What is wrong with the models that a configuration names, and what soon will be; each names the parameter. */
export const checkModels = (
  environment: string,
  config: RuntimeConfig,
  today: Date,
): { readonly refused: readonly string[]; readonly warnings: readonly string[] } => {
  const standings = modelKeys.map((key): [string, ModelStanding] => [
    `${parameterPrefix(environment)}${key}`,
    checkModel(config[key], today),
  ]);
  const messages = (state: 'refused' | 'warning'): readonly string[] =>
    standings.flatMap(([name, standing]) =>
      standing.state === state ? [`${name}: ${standing.message}`] : [],
    );
  return { refused: messages('refused'), warnings: messages('warning') };
};
