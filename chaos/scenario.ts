import type { RunningSystem, SystemOptions } from './system/running-system';

/** Something that has to hold, and whether it did. */
export interface Check {
  readonly invariant: string;
  readonly held: boolean;
  /** With figures. */
  readonly detail: string;
  /** What this machine cannot run, each with the reason: it breaks nothing, and is said in the end. */
  readonly notRun?: readonly string[];
}

export interface ScenarioContext {
  /** Decides everything that is left to chance. */
  readonly seed: number;
  /** How long a scenario that goes on by time goes on. */
  readonly minutes: number;
  /** Names of the faults that are wanted; empty: all. */
  readonly faults: readonly string[];
  readonly log: (line: string) => void;
  /** Starts the local system in a folder of its own; it is stopped when the scenario ends, however it ends. */
  readonly start: (options?: SystemOptions) => Promise<RunningSystem>;
  /** Has something undone at the scenario's end, in reverse order. */
  readonly onEnd: (undo: () => Promise<void> | void) => void;
}

/** One trial of the running local system: it breaks something and reports what held. */
export interface Scenario {
  readonly summary: string;
  /** How long it goes on when nobody says so. */
  readonly defaultMinutes?: number;
  run(context: ScenarioContext): Promise<readonly Check[]>;
}

export const check = (invariant: string, held: boolean, detail: string): Check => ({
  invariant,
  held,
  detail,
});

/** Thrown by a scenario that needs what this machine has not: it counts as not run, visibly. */
export class NotHere extends Error {
  override readonly name = 'NotHere';
}
