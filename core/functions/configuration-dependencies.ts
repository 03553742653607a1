import { chooseConfigurationSource } from '../config/choose-configuration-source';
import type { ConfigurationDependencies } from '../config/open-configuration';
import type { FunctionTools } from './function-tools';

/** What a function opens its environment's configuration with. */
export const configurationDependencies = ({
  environment,
  now,
  logger,
  metrics,
}: FunctionTools): ConfigurationDependencies => ({
  environment,
  source: chooseConfigurationSource(environment, process.env),
  now,
  logger,
  record: metrics.record,
});
