import { parseArgs } from 'node:util';
import { runScenarios } from './run-scenarios';
import { scenarios } from './scenarios/scenarios';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const usage = `npm run chaos -- [options]      breaks the running local system on purpose, and says what held
  --scenario <name>   one of ${Object.keys(scenarios).join(', ')}; may be given again; all without it
  --seed <n>          decides everything that is left to chance; a failing seed can be run again
  --minutes <n>       how long what goes on by time goes on (2)
  --help`;

const number = (name: string, text: string | undefined, fallback: number): number => {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!(value >= 0)) throw new Error(`--${name} has to be a number.`);
  return value;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', multiple: true },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const names = values.scenario ?? Object.keys(scenarios);
  const unknown = names.find((name) => !Object.hasOwn(scenarios, name));
  if (unknown !== undefined) throw new Error(`There is no scenario "${unknown}".\n${usage}`);
  const held = await runScenarios(
    Object.entries(scenarios).filter(([name]) => names.includes(name)),
    {
      seed: number('seed', values.seed, Math.floor(Math.random() * 1e9)),
      minutes: number('minutes', values.minutes, 2),
    },
  );
  if (!held) process.exitCode = 1;
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
