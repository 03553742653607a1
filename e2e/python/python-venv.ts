import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseEnvironment } from '../process/base-environment';
import { projectRoot } from '../process/project-root';
import { runCommand } from '../process/run-command';

/** Names of Python commands, the likeliest first. */
const candidates = [
  'python3',
  'python',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
];
const isNewEnough = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)';
const installTimeoutMs = 300_000;

/** There is no Python to run the emulator. */
export class NoPythonError extends Error {
  override readonly name = 'NoPythonError';
  constructor() {
    super('No Python 3.10 or newer with venv was found: install python3 and python3-venv.');
  }
}

export interface VenvOptions {
  /** `ministack==1.5.33`: what is installed, at its exact version. */
  readonly requirement: string;
  readonly logFolder: string;
  readonly onStart: (stop: () => Promise<void>) => void;
}

const findPython = async (run: (command: string, args: readonly string[]) => Promise<boolean>) => {
  for (const command of candidates) {
    if (await run(command, ['-c', isNewEnough]).catch(() => false)) return command;
  }
  throw new NoPythonError();
};

/**
 * The Python of a virtual environment under `.e2e/` that holds one pinned requirement; made when it is not there, or
 * when a run that made it was cut short.
 */
export const pythonVenv = async ({ requirement, logFolder, onStart }: VenvOptions): Promise<string> => {
  const folder = join(projectRoot, '.e2e', requirement.replaceAll(/[^a-z0-9.]+/g, '-'));
  const python = join(folder, 'bin/python');
  if (existsSync(join(folder, 'complete'))) return python;
  const log = join(logFolder, 'venv.log');
  const run = async (command: string, args: readonly string[]): Promise<boolean> => {
    const env = baseEnvironment(process.env);
    const options = { env, cwd: projectRoot, log, timeoutMs: installTimeoutMs, onStart };
    return (await runCommand(command, args, options)).code === 0;
  };
  const found = await findPython(run);
  mkdirSync(join(projectRoot, '.e2e'), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  const made =
    (await run(found, ['-m', 'venv', folder])) &&
    (await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement]));
  if (!made) throw new Error(`${requirement} could not be installed from PyPI: see ${log}`);
  writeFileSync(join(folder, 'complete'), requirement);
  return python;
};
