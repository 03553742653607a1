import type { AwsClients } from '../deployment/aws-clients';
import type { Emulator } from '../emulator/emulator';
import { projectRoot } from '../process/project-root';
import { type CommandOutcome, runCommand } from '../process/run-command';
import type { Trial } from '../run/trial';

/** What a check drives: the emulated account with `dev` deployed in it and its services running. */
export interface Driven {
  readonly trial: Trial;
  readonly emulator: Emulator;
  readonly clients: AwsClients;
  /** Base URLs of the two doors, at the emulator. */
  readonly doors: { readonly rest: string; readonly socket: string };
  /** Runs one of the project's npm scripts, as an operator does. */
  npm(script: string, ...args: readonly string[]): Promise<CommandOutcome>;
}

const timeoutMs = 120_000;

export const npmIn =
  (trial: Trial, emulator: Emulator, more: Readonly<Record<string, string>> = {}): Driven['npm'] =>
  (script, ...args) =>
    runCommand('npm', ['run', '--silent', script, '--', ...args], {
      env: { ...emulator.environment, ...more },
      cwd: projectRoot,
      log: `${trial.logFolder}/${script}.log`,
      timeoutMs,
      onStart: trial.onEnd,
    });

/** Runs `npm run admin` on `dev` and answers the JSON that it prints; throws unless it ends with `code`. */
export const adminJson = async (driven: Driven, args: readonly string[], code = 0): Promise<unknown> => {
  const outcome = await driven.npm('admin', ...args, '--env', 'dev', '--json');
  if (outcome.code !== code)
    throw new Error(`admin ${args.join(' ')} ended with ${outcome.code}: ${outcome.all.trim()}`);
  return JSON.parse(outcome.output);
};
