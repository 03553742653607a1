import { parseArgs } from 'node:util';
import { faults } from './faults/faults';
import { hostileInput } from './fuzz/hostile-input';
import { runScenarios } from './run-scenarios';
import { scenarios } from './scenarios/scenarios';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const defaultScenario = 'everything-breaks';
const others = Object.keys(scenarios).filter((name) => name !== defaultScenario);

const usage = `npm run chaos -- [options]      breaks the running local system on purpose, and says what held
  --scenario <name>   ${defaultScenario} without it; also ${others.join(', ')}, or all; may be given again
  --fuzz              hostile input at both doors and both queues, in place of the scenarios
  --fault <name>      of ${defaultScenario}, this fault alone; may be given again: ${faults.map(({ name }) => name).join(', ')}
  --seed <n>          decides everything that is left to chance; a failing seed can be run again
  --minutes <n>       how long it goes on, about (7: every fault comes once, however long that takes, then again while there is time; what goes on by time in the others: 2)
  --help`;

const number = (name: string, text: string): number => {
  const value = Number(text);
  if (!(value >= 0)) throw new Error(`--${name} has to be a number.`);
  return value;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', multiple: true },
      fuzz: { type: 'boolean' },
      fault: { type: 'string', multiple: true },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const known = { ...scenarios, fuzz: hostileInput };
  const asked = values.scenario ?? (values.fuzz === true ? ['fuzz'] : [defaultScenario]);
  const names = asked.includes('all') ? Object.keys(scenarios) : asked;
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw new Error(`There is no scenario "${unknown}".\n${usage}`);
  const noFault = values.fault?.find((wanted) => !faults.some(({ name }) => name === wanted));
  if (noFault !== undefined) throw new Error(`There is no fault "${noFault}".\n${usage}`);
  const held = await runScenarios(
    Object.entries(known).filter(([name]) => names.includes(name)),
    {
      seed: values.seed === undefined ? Math.floor(Math.random() * 1e9) : number('seed', values.seed),
      faults: values.fault ?? [],
      minutes: values.minutes === undefined ? undefined : number('minutes', values.minutes),
    },
  );
  if (!held) process.exitCode = 1;
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
