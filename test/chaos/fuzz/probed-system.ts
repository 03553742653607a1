import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createProbes, type Probes } from '../../../chaos/fuzz/probe/process-figures';
import type { LocalSystem } from '../../../contracts/local-system';
import { freePort } from '../../support/local-system-under-test';

const root = resolve(__dirname, '../../..');

export interface ProbedSystem {
  readonly probes: Probes;
  /** As it describes itself now. */
  describe(): LocalSystem;
  stop(): Promise<void>;
}

/** The local system with a data folder of its own, whose processes write their figures. Other systems may run beside it. */
export const startProbedSystem = async (): Promise<ProbedSystem> => {
  const probes = createProbes();
  const folder = mkdtempSync(join(tmpdir(), 'manga-fuzz-data-'));
  const args = [
    join(root, 'dist/local/main.js'),
    `--port=${await freePort()}`,
    `--bedrock-port=${await freePort()}`,
    `--data=${folder}`,
    '--latency-ms=0',
    '--tokens-per-second=0',
    '--no-throttle',
  ];
  const environment = { ...process.env, ...probes.environment, REDIS_URL: '' };
  const child = spawn(process.execPath, args, { cwd: root, env: environment });
  let output = '';
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    probes.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  await new Promise<void>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        if (output.includes('is ready')) ready();
      });
    void ended.then(() => failed(new Error(output)));
  });
  return {
    probes,
    describe: () => JSON.parse(readFileSync(join(folder, 'system.json'), 'utf8')),
    stop,
  };
};
