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
      const system = await startSystem(systemOptions);
      undo.push(() => system.stop());
      return system;
    },
  };
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        console.log(`   could not be undone: ${String(error)}`);
      }
    }
  };
  const interrupt = (): void => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await scenario.run(context);
  } catch (error) {
    if (error instanceof NotHere) {
      console.log(`   skipped: ${error.message}`);
      return [];
    }
    return [check(`${name} ran to its end`, false, error instanceof Error ? error.message : String(error))];
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await stop();
  }
};

/** Runs scenarios one after the other and prints what held; false when something did not. */
export const runScenarios = async (
  scenarios: readonly (readonly [string, Scenario])[],
  options: Options,
): Promise<boolean> => {
  const broken: string[] = [];
  console.log(`seed ${options.seed}`);
  for (const [name, scenario] of scenarios) {
    const startedAt = Date.now();
    console.log(`\n── ${name}: ${scenario.summary}`);
    for (const { invariant, held, detail } of await runScenario(name, scenario, options)) {
      console.log(`   ${held ? '✓' : '✗'} ${invariant}: ${detail}`);
      if (!held) broken.push(name);
    }
    console.log(`   ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  const names = [...new Set(broken)];
  console.log(
    names.length === 0
      ? '\nEvery invariant held.'
      : `\nBroken: ${names.join(', ')}. Run again: npm run chaos -- --seed ${options.seed} ${names.map((name) => `--scenario ${name}`).join(' ')}`,
  );
  return names.length === 0;
};
