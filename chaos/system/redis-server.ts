import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { waitUntil } from '../wait-until';
import { freePorts } from './free-ports';

/** The real server, on loopback, in memory. */
export interface RedisServer {
  readonly url: string;
  /** The process stays and its connections too, but nothing is answered. */
  pause(): void;
  resume(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Again on the same port, empty. */
  start(): Promise<void>;
}

/** The server that this machine has, if it has one. */
export const redisBinary = ['redis-server', 'valkey-server'].find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

const isListening = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** Starts a server; undefined where this machine has none. */
export const startRedis = async (): Promise<RedisServer | undefined> => {
  if (redisBinary === undefined) return undefined;
  const binary = redisBinary;
  const [port = 0] = await freePorts(1);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(
      binary,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    );
    await waitUntil('redis-server listens', () => isListening(port), { timeoutMs: 10_000, everyMs: 25 });
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    pause: () => child?.kill('SIGSTOP'),
    resume: () => child?.kill('SIGCONT'),
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};
