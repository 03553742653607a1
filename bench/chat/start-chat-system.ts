import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childDefinitions } from '../../local/supervisor/child-definitions';
import { choosePorts } from '../../local/supervisor/choose-ports';
import { openDataFolder } from '../../local/supervisor/open-data-folder';
import { supervise } from '../../local/supervisor/supervise';
import { writeConfiguration } from '../../local/supervisor/write-configuration';
import { systemAddresses } from '../../local/system-addresses';
import type { SystemPlan } from '../../local/system-plan';

/** The processes that a chat needs, as `npm run local` starts them. */
const needed = ['emulators', 'search-stand-in', 'bedrock-stand-in', 'orchestrator'] as const;
export type ChatProcess = (typeof needed)[number];

export interface ChatSystem {
  readonly chatUrl: URL;
  /** The stand-in of Bedrock. */
  readonly modelUrl: string;
  pid(process: ChatProcess): number;
  stop(): Promise<void>;
}

/** Above what the local system takes by default, so that both can run. */
const firstPort = 18_300;

/** The chat and what it stands on, with a model that answers at once, in a folder of its own. */
export const startChatSystem = async (): Promise<ChatSystem> => {
  const distFolder = resolve(__dirname, '../../dist');
  const dataFolder = mkdtempSync(join(tmpdir(), 'manga-assist-bench-'));
  const plan: SystemPlan = {
    dataFolder,
    distFolder,
    bedrock: 'stand-in',
    throttled: false,
    ports: await choosePorts({ gateway: firstPort, bedrock: firstPort + 1 }),
  };
  const options = {
    port: plan.ports.gateway,
    bedrockPort: plan.ports.bedrock,
    data: dataFolder,
    bedrock: plan.bedrock,
    latencyMs: 0,
    tokensPerSecond: 0,
    throttle: plan.throttled,
  };
  const isNeeded = ({ name }: { readonly name: string }): boolean => needed.some((known) => known === name);
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
  process.once('exit', () => supervision.kill());
  await supervision.start();
  const addresses = systemAddresses(plan);
  return {
    chatUrl: new URL('/chat', addresses.orchestrator),
    modelUrl: addresses.bedrock,
    pid: (name) => {
      const pid = pids[name];
      if (pid === undefined) throw new Error(`${name} does not run`);
      return pid;
    },
    stop: async () => {
      await supervision.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};
