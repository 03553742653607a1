import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './process/project-root';
import { NoPythonError } from './python/python-venv';
import { parts, partsNamed } from './run/parts';
import { runE2e } from './run/run-e2e';
import { Abandoned, createTrial } from './run/trial';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** There is nothing here to run it with: told apart from a failure. */
const cannotRun = 3;

const usage = `npm run e2e -- [options]      deploys dev to an emulated AWS account and drives it from outside
  --only <part>   one of ${parts.join(', ')}; may be given again; all without it
  --help`;

const print = (line: string): void => console.log(line);

const main = async (): Promise<void> => {
  const startedAt = Date.now();
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  });
  if (values.help === true) return print(usage);
  const wanted = partsNamed(values.only ?? []);
  const logFolder = join(projectRoot, '.e2e/logs');
  rmSync(logFolder, { recursive: true, force: true });
  mkdirSync(logFolder, { recursive: true });
  const workFolder = mkdtempSync(join(tmpdir(), 'manga-e2e-'));
  const trial = createTrial({ logFolder, workFolder }, print);
  trial.onEnd(() => rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 }));

  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    print('\nStopping …');
    void trial.undo().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

  try {
    await runE2e(trial, wanted, print);
  } catch (error) {
    if (interrupted) return;
    if (error instanceof NoPythonError) {
      print(`e2e cannot run: ${error.message}\ne2e: NOT RUN`);
      process.exitCode = cannotRun;
      return;
    }
    if (error instanceof Abandoned) print('  What comes after it was not looked at.');
    else await trial.check('the run came to its end', () => Promise.reject(error));
  } finally {
    if (!interrupted) await trial.undo();
  }
  const { passed, failed } = trial.outcome();
  if (failed > 0) process.exitCode = 1;
  print(`\nLogs: ${relative(process.cwd(), logFolder)}; ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  print(`e2e: ${passed} passed, ${failed} failed`);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
