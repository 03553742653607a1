import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import type { Environment } from './base-environment';
import { stopGroup } from './stop-group';

export interface CommandOptions {
  readonly env: Environment;
  readonly cwd: string;
  /** File to which everything that it prints is appended. */
  readonly log: string;
  readonly timeoutMs: number;
  /** Told how to end it; that does nothing when it has ended. */
  readonly onStart?: (stop: () => Promise<void>) => void;
}

export interface CommandOutcome {
  readonly code: number | null;
  /** Standard output alone. */
  readonly output: string;
  /** Both streams, as they came. */
  readonly all: string;
}

/** Runs a command to its end in a process group of its own; one that takes too long is killed, and that is an error. */
export const runCommand = (
  command: string,
  args: readonly string[],
  { env, cwd, log, timeoutMs, onStart }: CommandOptions,
): Promise<CommandOutcome> =>
  new Promise((resolve, reject) => {
    appendFileSync(log, `\n$ ${command} ${args.join(' ')}\n`);
    const child = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let isOver = false;
    onStart?.(async () => {
      if (!isOver) await stopGroup(child, 5_000);
    });
    let output = '';
    let all = '';
    const keep = (chunk: string): void => {
      all += chunk;
      appendFileSync(log, chunk);
    };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      keep(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    const timer = setTimeout(() => {
      void stopGroup(child, 5_000);
      reject(new Error(`${command} ${args[0] ?? ''} took more than ${timeoutMs / 1000} s: see ${log}`));
    }, timeoutMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      isOver = true;
      clearTimeout(timer);
      resolve({ code, output, all });
    });
  });
