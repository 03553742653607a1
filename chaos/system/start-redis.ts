import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { waitUntil } from '../wait-until';
import { freePorts } from './free-ports';

/** The server that this machine has, if it has one. */
export const redisBinary = ['redis-server', 'valkey-server'].find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

export interface RedisServer {
  readonly url: string;
  /** The process stays and its connections too, but nothing is answered. */
  pause(): void;
  resume(): void;
  /** SIGKILL; `start` brings it back, empty, on the same port. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

const answers = async (url: string): Promise<boolean> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, disconnectTimeout: 50 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
};

/** A server of its own, in memory, on a free loopback port. */
export const startRedis = async (): Promise<RedisServer> => {
  if (redisBinary === undefined) throw new Error('There is no redis-server or valkey-server on the PATH.');
  const binary = redisBinary;
  const [port] = await freePorts(1);
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    child = spawn(
      binary,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      {
        stdio: 'ignore',
      },
    );
    await waitUntil('redis-server answers', () => answers(url), { timeoutMs: 10_000, everyMs: 25 });
  };

  await start();
  return {
    url,
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
