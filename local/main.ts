import { resolve } from 'node:path';
import { type LocalOptions, parseOptions } from './options';
import { checkBundles } from './supervisor/check-bundles';
import { childDefinitions, neededBundles } from './supervisor/child-definitions';
import { choosePorts } from './supervisor/choose-ports';
import { lockDataFolder } from './supervisor/lock-data-folder';
import { openDataFolder } from './supervisor/open-data-folder';
import { publishSystem } from './supervisor/publish-system';
import { StartProblem } from './supervisor/start-problem';
import { type Supervision, supervise } from './supervisor/supervise';
import { describeSystem, systemFile } from './supervisor/system-file';
import { welcome } from './supervisor/welcome';
import { writeConfiguration } from './supervisor/write-configuration';
import type { SystemPlan } from './system-plan';

/** This file is `dist/local/main.js`. */
const distFolder = resolve(__dirname, '..');
const root = resolve(distFolder, '..');

// Whoever reads the output may go before the system does.
process.stdout.on('error', () => undefined);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const planOf = async (options: LocalOptions): Promise<SystemPlan> => ({
  dataFolder: resolve(options.data),
  distFolder,
  bedrock: options.bedrock,
  throttled: options.throttle,
  ports: await choosePorts({ gateway: options.port, bedrock: options.bedrockPort }),
});

/** The first signal ends everything in order, a second one at once. */
const stopOnSignals = (supervision: Supervision, release: () => void): void => {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) {
      supervision.kill();
      release();
      process.exit(1);
    }
    stopping = true;
    print('\nStopping …');
    await supervision.stop();
    release();
    print('Stopped. Nothing is left running.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
};

const run = async (startedAt: number): Promise<void> => {
  const options = parseOptions(process.argv.slice(2));
  checkBundles(distFolder, neededBundles());
  const plan = await planOf(options);
  openDataFolder(plan.dataFolder);
  const unlock = lockDataFolder(plan.dataFolder, process.pid);
  writeConfiguration(plan.dataFolder);

  const facts = {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    redisUrl: process.env['REDIS_URL'] ?? '',
  };
  const published = publishSystem({
    describe: (children = {}) => describeSystem(plan, { ...facts, children }),
    file: systemFile(root, plan.dataFolder),
    startTimer: (ms, elapsed) => {
      const timer = setTimeout(elapsed, ms);
      return () => clearTimeout(timer);
    },
    print,
  });
  const groups = childDefinitions(plan, options, process.env);
  const supervision = supervise({ plan, groups, print, onProcesses: published.changed });
  const release = (): void => {
    published.gone();
    unlock();
  };
  stopOnSignals(supervision, release);
  try {
    await supervision.start();
  } catch (error) {
    await supervision.stop();
    release();
    throw error;
  }
  published.ready();
  print(welcome(plan, (Date.now() - startedAt) / 1000));
};

run(performance.timeOrigin).catch((error: unknown) => {
  process.stderr.write(
    error instanceof StartProblem
      ? `${error.message}\n`
      : `The local system failed: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
