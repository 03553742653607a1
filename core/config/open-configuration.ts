import type { EnvironmentSecret, RuntimeConfig } from '../../contracts/runtime-config';
import type { Now } from '../clock';
import { describeFailure } from '../observability/describe-failure';
import type { Logger } from '../observability/logger';
import type { RecordMetric } from '../observability/metrics-recorder';
import { checkModels } from './check-models';
import { ConfigurationError } from './configuration-error';
import type { ConfigurationSource } from './configuration-source';

/** How old a configuration may become, in milliseconds. */
const refreshMs = 60_000;

export interface ConfigurationDependencies {
  readonly environment: string;
  readonly source: ConfigurationSource;
  readonly now: Now;
  readonly logger: Logger;
  readonly record: RecordMetric;
  /** In place of one minute. */
  readonly refreshMs?: number;
}

export interface Configuration {
  /** The newest configuration that could be used. Starts a refresh in the background when it has become old. */
  readonly current: () => RuntimeConfig;
  /** The refresh that is under way, if one is: a function that is about to be frozen waits for it. */
  readonly refreshed: () => Promise<void>;
}

/** A value that is read once, and again in the background when it has become old; one that fails keeps the last good one. */
const refreshing = async <T>(
  read: () => Promise<T>,
  { now, logger, environment, ...options }: ConfigurationDependencies,
): Promise<{ readonly current: () => T; readonly refreshed: () => Promise<void> }> => {
  const maxAgeMs = options.refreshMs ?? refreshMs;
  let value = await read();
  let readAt = now();
  let underWay: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    try {
      value = await read();
    } catch (error) {
      logger.error('The configuration could not be refreshed; the last good one stays in force.', {
        environment,
        error: describeFailure(error),
      });
    } finally {
      underWay = undefined;
    }
  };

  return {
    current: () => {
      if (underWay === undefined && now() - readAt >= maxAgeMs) {
        readAt = now();
        underWay = refresh();
      }
      return value;
    },
    refreshed: () => underWay ?? Promise.resolve(),
  };
};

/**
 * Loads an environment's configuration, and keeps it fresh. Rejects with `ConfigurationError` when a parameter is wrong
 * or names a model that is unknown or retired; one near its end of life is warned of at every reading.
 */
export const openConfiguration = (dependencies: ConfigurationDependencies): Promise<Configuration> => {
  const { environment, source, now, logger, record } = dependencies;
  const check = (values: Readonly<Record<string, unknown>>) =>
    checkModels(environment, values, new Date(now()));

  const readParameters = async (): Promise<RuntimeConfig> => {
    try {
      return await source.config();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      throw new ConfigurationError(environment, [...error.problems, ...check(error.values).refused]);
    }
  };

  return refreshing(async () => {
    const config = await readParameters();
    const { refused, warnings } = check(config);
    if (refused.length > 0) throw new ConfigurationError(environment, refused);
    record('modelNearEndOfLife', warnings.length);
    for (const warning of warnings) logger.warn(warning, { environment });
    return config;
  }, dependencies);
};

/** A secret that is kept fresh, so that a rotated key is used without a restart. */
export interface Secret {
  readonly current: () => EnvironmentSecret;
  readonly refreshed: () => Promise<void>;
}

/** Loads the environment's secret, and keeps it fresh. */
export const openSecret = (dependencies: ConfigurationDependencies): Promise<Secret> =>
  refreshing(() => dependencies.source.secret(), dependencies);

/** Loads both. When both are wrong the `ConfigurationError` lists what is wrong with either. */
export const openConfigurationAndSecret = async (
  dependencies: ConfigurationDependencies,
): Promise<readonly [Configuration, Secret]> => {
  const opening = [openConfiguration(dependencies), openSecret(dependencies)] as const;
  const outcomes = await Promise.allSettled(opening);
  const problems: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    if (!(outcome.reason instanceof ConfigurationError)) throw outcome.reason;
    problems.push(...outcome.reason.problems);
  }
  if (problems.length > 0) throw new ConfigurationError(dependencies.environment, problems);
  return Promise.all(opening);
};
