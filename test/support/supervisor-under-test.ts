import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ChildDefinition } from '../../local/supervisor/child-definition';
import { type Supervision, supervise } from '../../local/supervisor/supervise';
import type { SystemPlan } from '../../local/system-plan';

const root = resolve(__dirname, '../..');

export type Fixture = 'steady' | 'stubborn' | 'broken' | 'parent';

export interface SupervisorUnderTest extends Supervision {
  readonly lines: string[];
  pids(): Readonly<Record<string, number>>;
}

/** The supervisor with children of `test/support/fixture-children/`. */
export const superviseFixtures = (
  dataFolder: string,
  groups: readonly (readonly Fixture[])[],
): SupervisorUnderTest => {
  mkdirSync(join(dataFolder, 'logs'), { recursive: true });
  const lines: string[] = [];
  let current: Readonly<Record<string, number>> = {};
  const definition = (name: Fixture): ChildDefinition => ({
    name,
    script: join(root, 'test/support/fixture-children', `${name}.js`),
    args: [],
    environment: process.env,
    ready: 'reports',
    stopSeconds: 0.3,
  });
  const plan: SystemPlan = {
    dataFolder,
    distFolder: join(root, 'dist'),
    bedrock: 'stand-in',
    throttled: true,
    ports: {
      gateway: 1,
      connections: 1,
      orchestrator: 1,
      deferredConsumer: 1,
      functions: 1,
      dynamoDb: 1,
      messaging: 1,
      bedrock: 1,
      search: 1,
    },
  };
  const supervision = supervise({
    plan,
    groups: groups.map((group) => group.map(definition)),
    print: (line) => lines.push(line),
    onProcesses: (pids) => {
      current = pids;
    },
  });
  return { ...supervision, lines, pids: () => current };
};
