import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../system/free-port';

export interface Portkey {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const startTimeoutMs = 20_000;

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

/** Starts the gateway on loopback, without its console, and waits until it answers. */
export const startPortkey = async (script: string): Promise<Portkey> => {
  const port = await freePort(18_500);
  const child = spawn(
    process.execPath,
    ['--require', join(__dirname, 'listen-on-loopback.js'), script, `--port=${port}`, '--headless'],
    { stdio: 'ignore', env: { PATH: process.env['PATH'], NODE_ENV: 'production' } },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + startTimeoutMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error("Portkey's gateway did not start");
    }
    await delay(100);
  }
  return { url, pid: child.pid ?? 0, stop };
};
