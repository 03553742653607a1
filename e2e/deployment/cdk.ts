import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator';
import { projectRoot } from '../process/project-root';
import { type CommandOutcome, runCommand } from '../process/run-command';
import type { Trial } from '../run/trial';

/** Stacks of an environment in the order in which they are deployed. */
export const stackNames = [
  'network',
  'messaging',
  'data',
  'orchestrator',
  'enrichment',
  'api',
  'observability',
].map((name) => `manga-assist-dev-${name}`);

const timeoutMs = 240_000;

/** An image that the command line had built and pushed. */
interface ImageNote {
  readonly command: string;
  readonly platform?: string;
  readonly name?: string;
}

export interface Cdk {
  /** Runs the CDK's own command line; throws with the end of what it said when it fails. */
  run(...args: readonly string[]): Promise<CommandOutcome>;
  /** Folder of the last synthesis. */
  readonly output: string;
  images(): readonly ImageNote[];
}

/** The CDK's command line as a user has it, on the emulator, with its cache and its output in the run's own folder. */
export const createCdk = (trial: Trial, emulator: Emulator): Cdk => {
  const { workFolder, logFolder } = trial;
  const output = join(workFolder, 'cdk.out');
  const images = join(workFolder, 'images.jsonl');
  const env = {
    ...emulator.environment,
    // Its cache of account numbers by access key would be the user's.
    CDK_HOME: join(workFolder, 'cdk-home'),
    CDK_DOCKER: join(projectRoot, 'e2e/deployment/docker-stand-in.mjs'),
    E2E_IMAGES: images,
    CI: 'true',
    NO_COLOR: '1',
  };
  return {
    output,
    run: async (...args) => {
      const log = join(logFolder, 'cdk.log');
      const outcome = await runCommand(
        join(projectRoot, 'node_modules/.bin/cdk'),
        [...args, '--output', output],
        {
          env,
          cwd: projectRoot,
          log,
          timeoutMs,
          onStart: trial.onEnd,
        },
      );
      if (outcome.code === 0) return outcome;
      const lines = outcome.all.trim().split('\n');
      throw new Error(
        `cdk ${args[0]} ended with ${outcome.code}; see ${log}\n${lines.slice(-15).join('\n')}`,
      );
    },
    images: () => {
      if (!existsSync(images)) return [];
      const lines = readFileSync(images, 'utf8').trim().split('\n');
      return lines.map((line): ImageNote => JSON.parse(line));
    },
  };
};
