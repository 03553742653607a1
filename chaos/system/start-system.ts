import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalSystem } from '../../contracts/local-system';
import { waitUntil } from '../wait-until';
import { freePorts } from './free-ports';
import type { RunningSystem, SystemOptions } from './running-system';
import { standInControl } from './stand-in-control';
import { findRunningSystem, projectRoot } from './system-file';

const startTimeoutMs = 100_000;
const stopTimeoutMs = 20_000;

const signalProcess = (pid: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    // It has ended between the look and the signal.
    return false;
  }
};

/** Starts the built local system with a data folder of its own, on free ports, and waits until all of it is ready. */
export const startSystem = async (options: SystemOptions = {}): Promise<RunningSystem> => {
  const other = findRunningSystem();
  if (other !== undefined)
    throw new Error(`A local system runs from this folder (process ${other.pid}): stop it first.`);
  const [port, bedrockPort] = await freePorts(12);
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'manga-chaos-'));
  if (options.config !== undefined)
    writeFileSync(join(dataFolder, 'config.json'), JSON.stringify(options.config));
  const args = [
    'dist/local/main.js',
    `--port=${port}`,
    `--bedrock-port=${bedrockPort}`,
    `--data=${dataFolder}`,
    `--latency-ms=${options.latencyMs ?? 0}`,
    `--tokens-per-second=${options.tokensPerSecond ?? 0}`,
    ...(options.throttled === true ? [] : ['--no-throttle']),
  ];
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: {
      ...process.env,
      REDIS_URL: options.redisUrl ?? '',
      ...(options.seed !== undefined && { BEDROCK_STAND_IN_SEED: String(options.seed) }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-200_000);
    });
  const exited = once(child, 'exit');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  const stop = async (): Promise<void> => {
    let killed = false;
    if (!hasEnded()) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => {
        killed = child.kill('SIGKILL');
      }, stopTimeoutMs);
      await exited;
      clearTimeout(timer);
    }
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    if (killed)
      throw new Error(`The local system did not end within ${stopTimeoutMs / 1000} s, and was killed.`);
  };

  const describe = (): LocalSystem => {
    const system = findRunningSystem();
    if (system === undefined || system.pid !== child.pid) throw new Error('The local system is not running.');
    return system;
  };
  const isReady = (): boolean => {
    if (hasEnded()) throw new Error(`The local system did not start:\n${output}`);
    return findRunningSystem()?.pid === child.pid;
  };
  try {
    await waitUntil('the local system is ready', isReady, { timeoutMs: startTimeoutMs, everyMs: 100 });
  } catch (error) {
    await stop().catch((also: unknown) => {
      throw new Error(`${String(error)}\n${String(also)}`, { cause: error });
    });
    throw error;
  }
  return {
    describe,
    standIn: standInControl(describe().endpoints.bedrock),
    dataFolder,
    signal: (name, signal) =>
      Object.entries(describe().children ?? {}).filter(
        ([each, pid]) =>
          (each === name || new RegExp(`^${name}-\\d+$`).test(each)) && signalProcess(pid, signal),
      ).length,
    output: () => output,
    stop,
  };
};
