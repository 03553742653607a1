import { devNull } from 'node:os';
import { join } from 'node:path';
import { loopback } from '../../local/local-environment';
import { baseEnvironment, type Environment } from '../process/base-environment';
import { projectRoot } from '../process/project-root';
import { endWithParent, type StartedProcess, startProcess } from '../process/start-process';
import { pythonVenv } from '../python/python-venv';
import type { Trial } from '../run/trial';

export const ministack = 'ministack==1.5.33';
export const region = 'us-east-1';
/** As `emulator/record_only.py` has it. */
const account = '000000000000';

export interface Restartable {
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** An emulated account with what stands beside it, and nothing deployed. */
export interface Emulator {
  readonly url: string;
  readonly bedrockUrl: string;
  /** The catalogue's index: it can be stopped, and started again empty. */
  readonly index: Restartable;
  /** For an SDK client, the CDK's command line, an admin's command: everything leads to the emulator. */
  readonly environment: Environment;
  /** The address under which the emulator takes what a deployed API's own address stands for. */
  readonly reach: (executeApiUrl: string) => string;
}

/** What the AWS SDK and the CDK's command line need to find the emulator, and nobody else. */
const awsEnvironment = (url: string, bedrockUrl: string): Environment => ({
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_BEDROCK: bedrockUrl,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockUrl,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  // Twelve digits: the emulator takes the key for the account's number.
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'e2e',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

const reachAt =
  (url: string) =>
  (address: string): string => {
    const { hostname, pathname } = new URL(address);
    return `${url}/_aws/execute-api/${hostname.split('.')[0]}${pathname}`;
  };

const startAgain = async (start: () => Promise<StartedProcess>): Promise<Restartable> => {
  let running = await start();
  return {
    stop: async () => void (await running.stop()),
    start: async () => {
      running = await start();
    },
  };
};

/** Starts the emulator and the stand-ins for Bedrock and for OpenSearch, all on loopback. */
export const startEmulator = async (
  trial: Trial,
  ports: { readonly emulator: number; readonly bedrock: number; readonly search: number },
): Promise<Emulator> => {
  const { logFolder, workFolder } = trial;
  const python = await pythonVenv({ requirement: ministack, logFolder, onStart: trial.onEnd });
  const at = (port: number): string => `http://${loopback}:${port}`;
  const [url, bedrockUrl, searchUrl] = [at(ports.emulator), at(ports.bedrock), at(ports.search)];
  const base = { ...baseEnvironment(process.env), TMPDIR: workFolder };
  const aws = awsEnvironment(url, bedrockUrl);
  const tool = (name: string, args: readonly string[], readyUrl: string) =>
    startProcess({
      name,
      command: process.execPath,
      args: [...endWithParent, `dist/local/${name}.js`, ...args],
      env: { ...base, ...aws },
      readyUrl,
      logFolder,
      graceMs: 3_000,
    });
  const standIn = [
    `--port=${ports.bedrock}`,
    '--latency-ms=0',
    '--tokens-per-second=0',
    `--s3-endpoint=${url}`,
  ];
  const bedrock = await tool('bedrock-stand-in', standIn, `${bedrockUrl}/calls?last=0`);
  trial.onEnd(async () => void (await bedrock.stop()));
  const index = await startAgain(() => tool('search-stand-in', [String(ports.search)], `${searchUrl}/`));
  trial.onEnd(index.stop);
  const emulator = await startProcess({
    name: 'emulator',
    command: python,
    // -B: no byte code beside the plug-in.
    args: ['-B', join(projectRoot, 'e2e/emulator/main.py')],
    // Functions inherit it: Bedrock is the stand-in's.
    env: {
      ...base,
      ...aws,
      GATEWAY_PORT: String(ports.emulator),
      BIND_HOST: loopback,
      MINISTACK_HOST: loopback,
      E2E_SEARCH_URL: searchUrl,
    },
    readyUrl: `${url}/_ministack/health`,
    logFolder,
    graceMs: 5_000,
  });
  trial.onEnd(async () => void (await emulator.stop()));
  return { url, bedrockUrl, index, environment: { ...base, ...aws }, reach: reachAt(url) };
};
