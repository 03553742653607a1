import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import type { LocalSystem } from '../../contracts/local-system';
import { listenOnLoopback } from '../../local/process/listen-on-loopback';

const root = resolve(__dirname, '../..');

/** The command `npm run local` after its build, with what it printed. */
export interface LocalCommand {
  readonly process: ChildProcess;
  output(): string;
  /** Resolves with the exit code. */
  ended(): Promise<number | null>;
}

export interface LocalSystemUnderTest extends LocalCommand {
  readonly system: LocalSystem;
  /** What it tells now: children that were started again have other ids. */
  current(): LocalSystem;
}

export const freePort = async (): Promise<number> => {
  const server = createServer();
  const { port } = new URL(await listenOnLoopback(server, 0));
  server.close();
  await once(server, 'close');
  return Number(port);
};

const started = new Set<ChildProcess>();

/** After a test that failed in the middle. */
export const endLocalCommands = (): void => {
  for (const child of started) child.kill('SIGKILL');
};

export const runLocalCommand = (args: readonly string[]): LocalCommand => {
  const child = spawn(process.execPath, [join(root, 'dist/local/main.js'), ...args], { cwd: root });
  started.add(child);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  return { process: child, output: () => output, ended: () => ended };
};

/** Starts the whole local system with its data in `folder`, on ports of its own; resolves when it is ready. */
export const startLocalSystem = async (
  folder: string,
  ...options: readonly string[]
): Promise<LocalSystemUnderTest> => {
  const ports = ['--port', String(await freePort()), '--bedrock-port', String(await freePort())];
  const command = runLocalCommand([...ports, '--data', folder, '--latency-ms', '0', ...options]);
  await new Promise<void>((ready, failed) => {
    command.process.stdout?.on('data', () => {
      if (command.output().includes('is ready')) ready();
    });
    void command.ended().then(() => failed(new Error(command.output())));
  });
  const current = (): LocalSystem => JSON.parse(readFileSync(join(folder, 'system.json'), 'utf8'));
  return { ...command, system: current(), current };
};
