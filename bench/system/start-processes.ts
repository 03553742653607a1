import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childDefinitions } from '../../local/supervisor/child-definitions';
import { choosePorts } from '../../local/supervisor/choose-ports';
import { openDataFolder } from '../../local/supervisor/open-data-folder';
import { supervise } from '../../local/supervisor/supervise';
import { writeConfiguration } from '../../local/supervisor/write-configuration';
import { type SystemAddresses, systemAddresses } from '../../local/system-addresses';
import type { SystemPlan } from '../../local/system-plan';
import { freePort } from './free-port';

/** Processes of `npm run local` that measurements start. */
export type ProcessName =
  | 'emulators'
  | 'search-stand-in'
  | 'bedrock-stand-in'
  | 'orchestrator'
  | 'lambda-host';

export interface StartedProcesses {
  readonly addresses: SystemAddresses;
  pid(process: ProcessName): number;
  stop(): Promise<void>;
}

interface Options {
  readonly processes: readonly ProcessName[];
  /** The stand-in's time to its first token; 0 unless given. */
  readonly modelLatencyMs?: number;
}

/** Above what the local system takes by default, so that both can run. */
const firstPort = 18_300;

/** Some processes of the local system, as `npm run local` starts them, in a folder of their own. */
export const startProcesses = async ({
  processes,
  modelLatencyMs = 0,
}: Options): Promise<StartedProcesses> => {
  const distFolder = resolve(__dirname, '../../dist');
  const dataFolder = mkdtempSync(join(tmpdir(), 'manga-assist-bench-'));
  const gateway = await freePort(firstPort);
  const plan: SystemPlan = {
    dataFolder,
    distFolder,
    bedrock: 'stand-in',
    throttled: false,
    ports: await choosePorts({ gateway, bedrock: await freePort(gateway + 1) }),
  };
  const options = {
    port: plan.ports.gateway,
    bedrockPort: plan.ports.bedrock,
    data: dataFolder,
    bedrock: plan.bedrock,
    latencyMs: modelLatencyMs,
    tokensPerSecond: 0,
    throttle: plan.throttled,
  };
  const isNeeded = ({ name }: { readonly name: string }): boolean =>
    processes.some((known) => known === name);
  let pids: Readonly<Record<string, number>> = {};
  openDataFolder(dataFolder);
  writeConfiguration(dataFolder);
  const supervision = supervise({
    plan,
    groups: childDefinitions(plan, options, { ...process.env, LOG_LEVEL: 'WARN' }).map((group) =>
      group.filter(isNeeded),
    ),
    print: (line) => console.log(line),
    onProcesses: (running) => {
      pids = running;
    },
  });
  const kill = (): void => supervision.kill();
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    await supervision.stop();
    process.off('exit', kill);
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    await supervision.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    addresses: systemAddresses(plan),
    pid: (name) => {
      const pid = pids[name];
      if (pid === undefined) throw new Error(`${name} does not run`);
      return pid;
    },
    stop,
  };
};
