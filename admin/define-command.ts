import { Command, Option } from 'commander';
import type { AdminRuntime } from './admin-runtime';
import type { ExitName } from './exit-codes';
import { type Connection, connect } from './target/connect';

export const environmentNames = ['local', 'dev', 'staging', 'prod'] as const;

/** Options of every command. */
export interface SharedOptions {
  readonly env: string;
  readonly json?: boolean;
}

/** A command with `--env` and `--json`; its action's result becomes the exit code (see `main.ts`). */
export const defineCommand = (nameAndArguments: string, description: string): Command =>
  new Command(nameAndArguments)
    .description(description)
    .addOption(new Option('--env <name>', 'environment').choices(environmentNames).default('local'))
    .option('--json', 'print the result as JSON');

/** Runs a command's work on a reached environment, and hangs up afterwards. */
export const withConnection = async (
  runtime: AdminRuntime,
  environment: string,
  work: (connection: Connection) => Promise<ExitName>,
): Promise<ExitName> => {
  const connection = connect(await runtime.findTarget(environment), runtime.now);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
};

/** Registers how a command ends; the program reads it after the action. */
export type SetExit = (exit: ExitName) => void;
