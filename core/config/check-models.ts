import { configuredModels } from '../../contracts/configured-models';
import type { ModelStanding } from '../../contracts/model-lifecycle';
import { parameterPrefix } from '../../contracts/runtime-config';

/** What is wrong with the models that a configuration names, and what soon will be; each names the parameter. */
export const checkModels = (
  environment: string,
  config: Readonly<Record<string, unknown>>,
  today: Date,
): { readonly refused: readonly string[]; readonly warnings: readonly string[] } => {
  const standings = configuredModels(config, today);
  const messages = (state: Exclude<ModelStanding['state'], 'usable'>): readonly string[] =>
    standings.flatMap(({ parameter, standing }) =>
      standing.state === state ? [`${parameterPrefix(environment)}${parameter}: ${standing.message}`] : [],
    );
  return { refused: messages('refused'), warnings: messages('warning') };
};
