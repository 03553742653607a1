import { type StdioOptions, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../chaos/wait-until';
import type { Environment } from './base-environment';
import { projectRoot } from './project-root';
import { stopGroup } from './stop-group';

export interface ProcessDefinition {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd?: string;
  /** It answers 2xx here when it is ready. */
  readonly readyUrl: string;
  readonly logFolder: string;
  /** Time between SIGTERM and SIGKILL. */
  readonly graceMs: number;
}

export interface StartedProcess {
  readonly log: string;
  /** Resolves with the exit code, null after a signal. */
  stop(): Promise<number | null>;
}

const answers = async (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

const lastLines = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : '';

/** What a Node process loads first to end with this one, however this one ends. */
export const endWithParent: readonly string[] = [
  '--require',
  join(projectRoot, 'dist/local/exit-with-parent.js'),
];

/** Starts a process that goes on, in a group of its own, and waits until it answers. */
export const startProcess = async (definition: ProcessDefinition): Promise<StartedProcess> => {
  const { name, command, args, env, cwd = projectRoot, readyUrl, logFolder, graceMs } = definition;
  const log = join(logFolder, `${name}.log`);
  const file = openSync(log, 'a');
  // By a channel (Node) or an open standard input (Python) a process sees that this one is gone, and ends.
  const bond: StdioOptions =
    command === process.execPath ? ['ignore', file, file, 'ipc'] : ['pipe', file, file];
  const child = spawn(command, args, { env, cwd, detached: true, stdio: bond });
  closeSync(file);
  let problem = '';
  child.once('error', (error) => {
    problem = error.message;
  });
  try {
    await waitUntil(
      `${name} answers at ${readyUrl}`,
      async () => {
        if (problem !== '' || child.exitCode !== null)
          throw new Error(`${name} did not start. ${problem}\n${lastLines(log)}`);
        return answers(readyUrl);
      },
      { timeoutMs: 60_000, everyMs: 100 },
    );
  } catch (error) {
    await stopGroup(child, graceMs);
    throw error;
  }
  return {
    log,
    stop: async () => {
      await stopGroup(child, graceMs);
      return child.exitCode;
    },
  };
};
