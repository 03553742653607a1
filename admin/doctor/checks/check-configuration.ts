import type { RuntimeConfig } from '../../../contracts/runtime-config';
import { checkModels } from '../../../core/config/check-models';
import { ConfigurationError } from '../../../core/config/configuration-error';
import type { ConfigurationSource } from '../../../core/config/configuration-source';
import { type Check, type Finding, fail, pass, warn } from '../finding';

const parametersAdvice =
  'Mend the parameter in SSM, or deploy the environment, which creates those that are missing.';
const secretAdvice =
  'Deploy the environment, which creates the secret, or mend its JSON; see docs/runbook.md.';

const problemsOf = (error: unknown, what: string, advice: string): readonly Finding[] => {
  if (!(error instanceof ConfigurationError)) throw error;
  return error.problems.map((problem) => fail(what, problem, advice));
};

/** `max_in_flight 80 (literal 200)`, for each parameter that operators have set to something else. */
const differences = (config: RuntimeConfig, literal: RuntimeConfig): readonly string[] => {
  const first = new Map<string, unknown>(Object.entries(literal));
  return Object.entries(config)
    .map(([key, value]) => [key, JSON.stringify(value), JSON.stringify(first.get(key))] as const)
    .filter(([, value, initial]) => value !== initial)
    .map(([key, value, initial]) => `${key} ${value} (literal ${initial})`);
};

/** Whether every parameter is there and valid, and where operators have changed what the literal says. */
export const checkParameters = (source: ConfigurationSource, literal: RuntimeConfig): Check => ({
  what: 'parameters',
  advice: parametersAdvice,
  run: async () => {
    try {
      const config = await source.config();
      const changed = differences(config, literal);
      const told = changed.length === 0 ? 'as in the literal' : `changed: ${changed.join(', ')}`;
      return [pass('parameters', `${Object.keys(config).length} read, all valid, ${told}`)];
    } catch (error) {
      return problemsOf(error, 'parameters', parametersAdvice);
    }
  },
});

export const checkSecret = (source: ConfigurationSource): Check => ({
  what: 'secret',
  advice: secretAdvice,
  run: async () => {
    try {
      const { previousGuestTokenKey } = await source.secret();
      return [
        pass('secret', previousGuestTokenKey === undefined ? 'one key' : 'two keys: a rotation is under way'),
      ];
    } catch (error) {
      return problemsOf(error, 'secret', secretAdvice);
    }
  },
});

export const checkLifecycles = (environment: string, config: RuntimeConfig, today: Date): Check => ({
  what: 'model lifecycles',
  advice: 'Choose another model of contracts/model-catalog.ts.',
  run: async () => {
    const { refused, warnings } = checkModels(environment, config, today);
    const advice = 'Set the parameter to the successor.';
    const findings = [
      ...refused.map((problem) => fail('model lifecycle', problem, advice)),
      ...warnings.map((problem) => warn('model lifecycle', problem, advice)),
    ];
    return findings.length > 0 ? findings : [pass('model lifecycles', 'every configured model is active')];
  },
});
