import { defaultRuntimeConfig, type RuntimeConfig } from '../../../contracts/runtime-config';
import { ConfigurationError } from '../../../core/config/configuration-error';
import type { ConfigurationSource } from '../../../core/config/configuration-source';
import {
  openConfiguration,
  openConfigurationAndSecret,
  openSecret,
} from '../../../core/config/open-configuration';
import { parseRuntimeConfig } from '../../../core/config/parse-runtime-config';
import { parseSecret } from '../../../core/config/parse-secret';
import { silentLogger } from '../../../core/observability/logger';

const minute = 60_000;

const build = (source: Partial<ConfigurationSource>, today = Date.UTC(2026, 10, 24)) => {
  const clock = { now: today };
  const logged: string[] = [];
  const metrics: [string, number][] = [];
  const dependencies = {
    environment: 'prod',
    source: {
      config: async () => defaultRuntimeConfig,
      secret: async () => ({ guestTokenKey: 'k'.repeat(64) }),
      ...source,
    },
    now: () => clock.now,
    logger: {
      ...silentLogger,
      error: (text: string) => logged.push(text),
      warn: (text: string) => logged.push(text),
    },
    record: (metric: string, value: number) => void metrics.push([metric, value]),
  };
  return { clock, logged, metrics, dependencies };
};

describe('the configuration of an environment', () => {
  test('is read once, and not again within a minute', async () => {
    let reads = 0;
    const { dependencies, clock } = build({ config: async () => ((reads += 1), defaultRuntimeConfig) });
    const configuration = await openConfiguration(dependencies);
    clock.now += minute - 1;
    configuration.current();
    await configuration.refreshed();
    expect(reads).toBe(1);
  });

  test('what an operator changes is in force after the refresh, and nobody waits for it', async () => {
    let config: RuntimeConfig = defaultRuntimeConfig;
    const { dependencies, clock } = build({ config: async () => config });
    const configuration = await openConfiguration(dependencies);
    config = { ...config, cache_ttl_seconds: 60 };
    clock.now += minute;
    expect(configuration.current().cache_ttl_seconds).toBe(300);
    await configuration.refreshed();
    expect(configuration.current().cache_ttl_seconds).toBe(60);
  });

  test('a refresh that fails keeps the last good one, and is logged', async () => {
    let failing = false;
    const { dependencies, clock, logged } = build({
      config: async () => {
        if (failing) throw new Error('SSM is down');
        return defaultRuntimeConfig;
      },
    });
    const configuration = await openConfiguration(dependencies);
    failing = true;
    clock.now += minute;
    configuration.current();
    await configuration.refreshed();
    expect(configuration.current()).toEqual(defaultRuntimeConfig);
    expect(logged).toHaveLength(1);
  });

  test('a retired model is refused at the start, naming the parameter and the successor', async () => {
    const { dependencies } = build({
      config: async () => ({ ...defaultRuntimeConfig, fast_model: 'claude-3-haiku' }),
    });
    await expect(openConfiguration(dependencies)).rejects.toThrow(
      /\/manga-assist\/prod\/fast_model.*claude-haiku-4-5/s,
    );
  });

  test('a model of the wrong kind is refused at the start, not with the first question', async () => {
    const { dependencies } = build({
      config: async () => ({ ...defaultRuntimeConfig, fast_model: 'titan-embed-text-v2' }),
    });
    await expect(openConfiguration(dependencies)).rejects.toThrow(
      '/manga-assist/prod/fast_model: Model "titan-embed-text-v2" is no chat model: use one of ',
    );
  });

  test('a model near its end of life is warned of at the start, and counted', async () => {
    const { dependencies, logged, metrics } = build(
      { config: async () => ({ ...defaultRuntimeConfig, fast_model: 'claude-3-haiku' }) },
      Date.UTC(2026, 6, 1),
    );
    await openConfiguration(dependencies);
    expect(logged).toEqual([
      '/manga-assist/prod/fast_model: Model claude-3-haiku reaches its end of life on 2026-09-10, in 71 days: use claude-haiku-4-5 in its place.',
    ]);
    expect(metrics).toEqual([['modelNearEndOfLife', 1]]);
  });

  test('an operator is told of parameters, models and the secret together', async () => {
    const { dependencies } = build({
      config: async () =>
        parseRuntimeConfig(
          'prod',
          new Map([
            ['fast_model', 'claude-3-haiku'],
            ['sync_timeout_ms', '1'],
          ]),
        ),
      secret: async () => parseSecret('prod', {}),
    });
    const failed = openConfigurationAndSecret(dependencies);
    await expect(failed).rejects.toBeInstanceOf(ConfigurationError);
    await expect(failed).rejects.toThrow(/fast_model: .*past its end of life/);
    await expect(failed).rejects.toThrow(/sync_timeout_ms must be at least 500/);
    await expect(failed).rejects.toThrow(/primary_region is missing/);
    await expect(failed).rejects.toThrow(/Secret manga-assist-prod: guestTokenKey/);
  });

  test('what cannot be read at all is thrown as it is', async () => {
    const { dependencies } = build({
      config: () => Promise.reject(new Error('SSM is down')),
      secret: async () => parseSecret('prod', {}),
    });
    await expect(openConfigurationAndSecret(dependencies)).rejects.toThrow('SSM is down');
  });

  test('an operator who names a retired model later does not take the service down', async () => {
    let config: RuntimeConfig = defaultRuntimeConfig;
    const { dependencies, clock, logged } = build({ config: async () => config });
    const configuration = await openConfiguration(dependencies);
    config = { ...config, quality_model: 'no-such-model' };
    clock.now += minute;
    configuration.current();
    await configuration.refreshed();
    expect(configuration.current().quality_model).toBe(defaultRuntimeConfig.quality_model);
    expect(logged).toHaveLength(1);
  });

  test('a rotated key is used without a restart', async () => {
    let guestTokenKey = 'a'.repeat(64);
    const { dependencies, clock } = build({ secret: async () => ({ guestTokenKey }) });
    const secret = await openSecret(dependencies);
    guestTokenKey = 'b'.repeat(64);
    clock.now += minute;
    secret.current();
    await secret.refreshed();
    expect(secret.current().guestTokenKey).toBe('b'.repeat(64));
  });
});
