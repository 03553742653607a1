import { spawn } from 'node:child_process';
import { projectRoot } from './system-file';

export interface AdminOutcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the admin command against the running local system, as its users do. */
export const runAdmin = (args: readonly string[]): Promise<AdminOutcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'admin/main.ts', ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, errors }));
  });
