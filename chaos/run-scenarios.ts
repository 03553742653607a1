import { type Check, check, NotHere, type Scenario, type ScenarioContext } from './scenario';
import { startSystem } from './system/start-system';

interface Options {
  readonly seed: number;
  /** Absent: as long as each goes on by itself. */
  readonly minutes?: number | undefined;
  readonly faults: readonly string[];
}

const defaultMinutes = 2;

/** Runs one scenario, and undoes what it started however it ends. */
const runScenario = async (name: string, scenario: Scenario, options: Options): Promise<readonly Check[]> => {
  const undo: (() => Promise<void> | void)[] = [];
  const context: ScenarioContext = {
    seed: options.seed,
    faults: options.faults,
    minutes: options.minutes ?? scenario.defaultMinutes ?? defaultMinutes,
    log: (line) => console.log(`   ${line}`),
    onEnd: (step) => undo.push(step),
    start: async (systemOptions) => {
      const system = await startSystem({ seed: options.seed, ...systemOptions });
      undo.push(() => system.stop());
      return system;
    },
  };
  const stop = async (): Promise<readonly Check[]> => {
    const failed: Check[] = [];
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failed.push(check('what was started is ended again', false, String(error)));
      }
    }
    return failed;
  };
  const run = async (): Promise<readonly Check[]> => {
    try {
      return await scenario.run(context);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof NotHere
        ? [{ ...check('NOT RUN', true, message), notRun: [`${name} (${message})`] }]
        : [check(`${name} ran to its end`, false, message)];
    }
  };
  const interrupt = (): void =>
    void stop().then((failed) => {
      for (const { detail } of failed) console.error(detail);
      process.exit(130);
    });
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const checks = await run();
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  return [...checks, ...(await stop())];
};

/** What has to be typed to break the same things again. */
export const replayLine = (names: readonly string[], { seed, minutes, faults }: Options): string =>
  [
    `npm run chaos -- --seed ${seed}`,
    ...(minutes === undefined ? [] : [`--minutes ${minutes}`]),
    ...faults.map((name) => `--fault '${name}'`),
    ...names.map((name) => `--scenario ${name}`),
  ].join(' ');

const markOf = ({ held, notRun = [] }: Check): string => {
  if (!held) return '✗';
  return notRun.length === 0 ? '✓' : '–';
};

/** Runs scenarios one after the other and prints what held; false when something did not, or nothing was run. */
export const runScenarios = async (
  scenarios: readonly (readonly [string, Scenario])[],
  options: Options,
): Promise<boolean> => {
  const broken = new Set<string>();
  const notRun: string[] = [];
  let held = 0;
  console.log(`seed ${options.seed}`);
  for (const [name, scenario] of scenarios) {
    const startedAt = Date.now();
    console.log(`\n── ${name}: ${scenario.summary}`);
    for (const each of await runScenario(name, scenario, options)) {
      console.log(`   ${markOf(each)} ${each.invariant}: ${each.detail}`);
      if (!each.held) broken.add(name);
      else if (each.notRun === undefined) held += 1;
      notRun.push(...(each.notRun ?? []));
    }
    console.log(`   ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  const left = notRun.length === 0 ? '' : ` NOT RUN: ${notRun.join(', ')}.`;
  if (broken.size > 0)
    console.log(`\nBroken: ${[...broken].join(', ')}.${left} Run again: ${replayLine([...broken], options)}`);
  else console.log(held === 0 ? `\nNothing was run.${left}` : `\nEvery invariant held.${left}`);
  return broken.size === 0 && held > 0;
};
