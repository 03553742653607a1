import { configuredModels } from '../../contracts/configured-models';
import type { ModelStanding } from '../../contracts/model-lifecycle';
import type { EnvironmentLiteral } from './environment-literal';

/** An environment that asks for a model that Bedrock no longer serves, or that nobody knows. */
export class RefusedModelError extends Error {
  override readonly name = 'RefusedModelError';
}

const messages = (
  { name, runtime }: Pick<EnvironmentLiteral, 'name' | 'runtime'>,
  today: Date,
  state: Exclude<ModelStanding['state'], 'usable'>,
): readonly string[] =>
  configuredModels(runtime, today).flatMap(({ parameter, standing }) =>
    standing.state === state ? [`${parameter} of ${name}: ${standing.message}`] : [],
  );

/** Throws {@link RefusedModelError} that lists every refused model of the environment and what to use in its place. */
export const refuseRetiredModels = (
  environment: Pick<EnvironmentLiteral, 'name' | 'runtime'>,
  today: Date,
): void => {
  const refusals = messages(environment, today, 'refused');
  if (refusals.length > 0) throw new RefusedModelError(refusals.join('\n'));
};

/** What to say of models that are near their end of life. */
export const modelWarnings = (
  environment: Pick<EnvironmentLiteral, 'name' | 'runtime'>,
  today: Date,
): readonly string[] => messages(environment, today, 'warning');
