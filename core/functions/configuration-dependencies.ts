import { chooseConfigurationSource } from '../config/choose-configuration-source';
import type { ConfigurationDependencies } from '../config/open-configuration';
import type { FunctionTools } from './function-tools';

/** What a function opens its environment's configuration with. `variables`: its own, which may name a file of this machine. */
export const configurationDependencies = (
  { environment, now, logger, metrics }: FunctionTools,
  variables: Readonly<Record<string, string | undefined>>,
): ConfigurationDependencies => ({
  environment,
  source: chooseConfigurationSource(environment, variables),
  now,
  logger,
  record: metrics.record,
});
