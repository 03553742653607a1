import { Command, CommanderError } from 'commander';
import { AdminError } from './admin-error';
import type { AdminRuntime } from './admin-runtime';
import { cacheCommand } from './commands/cache-command';
import { costCommand } from './commands/cost-command';
import { dlqCommand } from './commands/dlq-command';
import { enrichCommand } from './commands/enrich-command';
import { failedCommand } from './commands/failed-command';
import { jobsCommand } from './commands/jobs-command';
import { scheduleCommand } from './commands/schedule-command';
import { showCommand } from './commands/show-command';
import type { SetExit } from './define-command';
import { type ExitName, exitCodes } from './exit-codes';

const commands = [
  enrichCommand,
  jobsCommand,
  showCommand,
  failedCommand,
  dlqCommand,
  costCommand,
  scheduleCommand,
  cacheCommand,
];

/** Names that the SDK and Node give to what stands between us and an environment. */
const unreachable =
  /^(CredentialsProviderError|ExpiredToken|UnrecognizedClientException|AccessDenied|InvalidClientTokenId|TimeoutError|NetworkingError|ResourceNotFoundException|QueueDoesNotExist)|ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|Region is missing/;

const namesOf = (error: unknown): string =>
  error instanceof Error
    ? [error.name, 'code' in error ? String(error.code) : '', error.message, namesOf(error.cause)].join(' ')
    : '';

const explain = (error: unknown): { readonly exit: ExitName; readonly line: string } => {
  if (error instanceof AdminError) return { exit: error.exit, line: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (unreachable.test(namesOf(error))) {
    return {
      exit: 'unreachable',
      line: `The environment cannot be reached: ${message || namesOf(error).trim()}`,
    };
  }
  return { exit: 'internal', line: `A fault of this command: ${message}` };
};

/** Runs one command line, and answers with its exit code. */
export const runAdmin = async (args: readonly string[], runtime: AdminRuntime): Promise<number> => {
  let exit: ExitName = 'done';
  const setExit: SetExit = (name) => {
    exit = name;
  };
  const { terminal } = runtime;
  const program = new Command('admin').description('MangaAssist for administrators');
  const output = {
    writeOut: (text: string) => terminal.print(text.trimEnd()),
    writeErr: (text: string) => terminal.note(text.trimEnd()),
  };
  for (const define of commands) program.addCommand(define(runtime, setExit));
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((group) => group.commands),
  ]) {
    command.exitOverride().configureOutput(output).showHelpAfterError('(--help shows the usage)');
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { exit: failed, line } = explain(error);
    terminal.note(line);
    return exitCodes[failed];
  }
  return exitCodes[exit];
};
