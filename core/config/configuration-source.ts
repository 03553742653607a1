import type { EnvironmentSecret, RuntimeConfig } from '../../contracts/runtime-config';

/** Where an environment's configuration is read from: AWS, or a file on one machine. Rejects with `ConfigurationError`. */
export interface ConfigurationSource {
  config(): Promise<RuntimeConfig>;
  secret(): Promise<EnvironmentSecret>;
}
