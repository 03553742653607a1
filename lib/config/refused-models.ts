import { checkModel } from '../../contracts/model-lifecycle';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { EnvironmentLiteral } from './environment-literal';

const modelSettings = ['fast_model', 'quality_model', 'enrichment_model', 'embedding_model'] as const;

/** An environment that asks for a model that Bedrock no longer serves, or that nobody knows. */
export class RefusedModelError extends Error {
  override readonly name = 'RefusedModelError';
}

const standings = (runtime: RuntimeConfig, today: Date) =>
  modelSettings.map((setting) => ({ setting, standing: checkModel(runtime[setting], today) }));

/** Throws {@link RefusedModelError} that lists every refused model of the environment and what to use in its place. */
export const refuseRetiredModels = ({ name, runtime }: EnvironmentLiteral, today: Date): void => {
  const refusals = standings(runtime, today).flatMap(({ setting, standing }) =>
    standing.state === 'refused' ? [`${setting} of ${name}: ${standing.message}`] : [],
  );
  if (refusals.length > 0) throw new RefusedModelError(refusals.join('\n'));
};

/** What to say of models that are near their end of life. */
export const modelWarnings = ({ name, runtime }: EnvironmentLiteral, today: Date): readonly string[] =>
  standings(runtime, today).flatMap(({ setting, standing }) =>
    standing.state === 'warning' ? [`${setting} of ${name}: ${standing.message}`] : [],
  );
