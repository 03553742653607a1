import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemPlan } from '../system-plan';
import { Child } from './child';
import type { ChildDefinition } from './child-definition';
import { createSpawnChild } from './spawn-child';
import { StartProblem } from './start-problem';

interface Options {
  readonly plan: SystemPlan;
  /** Groups in the order of their start; they stop in the opposite one. */
  readonly groups: readonly (readonly ChildDefinition[])[];
  readonly print: (line: string) => void;
  /** Told when processes come and go, with the ids of all. */
  readonly onProcesses: (pids: Readonly<Record<string, number>>) => void;
}

export interface Supervision {
  /** Resolves when every process is ready; rejects with a `StartProblem` when one does not become so. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

/** A guard against what hangs: a machine that is busy with something else may take its time. */
const startTimeoutMs = 90_000;
const failuresAtStart = 4;
const linesToShow = 12;

const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-linesToShow).join('\n');

/** Keeps the processes of the local system running. */
export const supervise = ({ plan, groups, print, onProcesses }: Options): Supervision => {
  const logs = join(plan.dataFolder, 'logs');
  const spawn = createSpawnChild({ dist: plan.distFolder, logs });
  let started = false;
  let giveUp: (problem: StartProblem) => void = () => undefined;

  const problemWith = (name: string): StartProblem => {
    const file = join(logs, `${name}.log`);
    return new StartProblem(`${name} does not start. The end of ${file}:\n${lastLines(file)}`);
  };
  const children = groups.map((group) =>
    group.map((definition) => {
      const child: Child = new Child(definition, {
        spawn,
        onEnd: (line) => {
          if (started) print(`  ! ${line} (${join(logs, `${definition.name}.log`)})`);
          else if (child.failures >= failuresAtStart) giveUp(problemWith(definition.name));
        },
        onChange: () => onProcesses(Object.assign({}, ...children.flat().map(({ pids }) => pids))),
      });
      return child;
    }),
  );

  const startGroups = async (waiting: Set<string>): Promise<void> => {
    for (const group of children)
      await Promise.all(
        group.map(async (child) => {
          waiting.add(child.definition.name);
          await child.start();
          waiting.delete(child.definition.name);
        }),
      );
  };

  return {
    start: async () => {
      const waiting = new Set<string>();
      let timer: NodeJS.Timeout | undefined;
      const gaveUp = new Promise<never>((_resolve, reject) => {
        giveUp = reject;
        timer = setTimeout(() => reject(problemWith([...waiting][0] ?? '')), startTimeoutMs);
      });
      try {
        await Promise.race([startGroups(waiting), gaveUp]);
      } finally {
        clearTimeout(timer);
      }
      started = true;
    },
    stop: async () => {
      for (const group of [...children].reverse()) await Promise.all(group.map((child) => child.stop()));
    },
    kill: () => {
      for (const child of children.flat()) child.kill();
    },
  };
};
