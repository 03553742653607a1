import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { ConfigurationError } from '../../../core/config/configuration-error';
import { parseRuntimeConfig } from '../../../core/config/parse-runtime-config';
import { parseSecret } from '../../../core/config/parse-secret';

/** Parameters as the stacks create them: JSON, but strings as they are, and `""` for an empty one. */
const parameters = (overrides: Record<string, string | undefined> = {}): Map<string, string> => {
  const texts = new Map(
    Object.entries(defaultRuntimeConfig).map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' && value !== '' ? value : JSON.stringify(value),
    ]),
  );
  for (const [key, text] of Object.entries(overrides)) {
    if (text === undefined) texts.delete(key);
    else texts.set(key, text);
  }
  return texts;
};

const problemsOf = (texts: Map<string, string>): readonly string[] => {
  try {
    parseRuntimeConfig('dev', texts);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe("an environment's parameters", () => {
  test('what the stacks create is what the runtime reads', () => {
    expect(parseRuntimeConfig('dev', parameters())).toEqual(defaultRuntimeConfig);
  });

  test('every fault is reported at once, each with the name of its parameter', () => {
    const problems = problemsOf(
      parameters({
        primary_region: undefined,
        failover_regions: 'us-west-2',
        cache_ttl_seconds: '-1',
        data_residency: 'mars',
      }),
    );
    expect(problems).toHaveLength(4);
    for (const key of ['primary_region', 'failover_regions', 'cache_ttl_seconds', 'data_residency']) {
      expect(problems.join('\n')).toContain(`/manga-assist/dev/${key}`);
    }
  });

  test('a wrong parameter is named however many others are missing', () => {
    const missing = Object.keys(defaultRuntimeConfig).filter((key) => key !== 'sync_timeout_ms');
    const problems = problemsOf(
      parameters({ ...Object.fromEntries(missing.map((key) => [key, undefined])), sync_timeout_ms: '1' }),
    );
    expect(problems).toHaveLength(missing.length + 1);
    expect(problems).toContain('/manga-assist/dev/sync_timeout_ms must be at least 500');
  });

  test('a flag inside the feature flags is named too', () => {
    const flags = JSON.stringify({ ...defaultRuntimeConfig.feature_flags, enable_caching: 'yes' });
    expect(problemsOf(parameters({ feature_flags: flags })).join()).toContain(
      'feature_flags: enable_caching',
    );
  });

  test('parameters that the runtime does not know are left out', () => {
    expect(parseRuntimeConfig('dev', parameters({ 'deployed/rest-api-url': 'https://…' }))).toEqual(
      defaultRuntimeConfig,
    );
  });
});

describe("an environment's secret", () => {
  test('a key that is too short is refused without being shown', () => {
    expect(() => parseSecret('dev', { guestTokenKey: 'short-key' })).toThrow(
      /manga-assist-dev: guestTokenKey/,
    );
    expect(() => parseSecret('dev', { guestTokenKey: 'short-key' })).not.toThrow(/short-key/);
  });
});
