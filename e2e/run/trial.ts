import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Thrown after a check without which the others mean nothing has failed. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** What a run checks, and what it has to undo. */
export interface Trial {
  /** Where logs go; kept until the next run. */
  readonly logFolder: string;
  /** Of this run alone; it is gone when the run ends. */
  readonly workFolder: string;
  /** Runs a check and prints its line. `run` answers what was seen, and throws with what is wrong. */
  check(sentence: string, run: () => Promise<string>): Promise<boolean>;
  /** A check without which the others mean nothing: throws {@link Abandoned} when it fails. */
  need(sentence: string, run: () => Promise<string>): Promise<void>;
  /** Has something undone when the run ends, however it ends, in reverse order. */
  readonly onEnd: (undo: () => Promise<void> | void) => void;
  undo(): Promise<void>;
  outcome(): Outcome;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const createTrial = (
  folders: Pick<Trial, 'logFolder' | 'workFolder'>,
  print: (line: string) => void,
): Trial => {
  const steps: (() => Promise<void> | void)[] = [];
  let passed = 0;
  let failed = 0;
  let isOver = false;
  const check = async (sentence: string, run: () => Promise<string>): Promise<boolean> => {
    if (isOver) throw new Abandoned('The run is over.');
    const startedAt = Date.now();
    const tell = (mark: string, detail: string): void =>
      print(`${mark} ${sentence}: ${detail} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    try {
      tell('✓', await run());
      passed += 1;
      return true;
    } catch (error) {
      // What fails because everything is being stopped has not failed.
      if (isOver) throw new Abandoned('The run is over.', { cause: error });
      failed += 1;
      appendFileSync(
        join(folders.logFolder, 'failures.log'),
        `${sentence}\n${error instanceof Error ? error.stack : String(error)}\n\n`,
      );
      tell('✗', messageOf(error));
      return false;
    }
  };
  return {
    ...folders,
    check,
    need: async (sentence, run) => {
      if (!(await check(sentence, run))) throw new Abandoned(sentence);
    },
    onEnd: (undo) => void steps.push(undo),
    undo: async () => {
      isOver = true;
      for (const step of steps.splice(0).reverse())
        await Promise.resolve()
          .then(step)
          .catch((error: unknown) => {
            failed += 1;
            print(`✗ cleaning up: ${messageOf(error)}`);
          });
    },
    outcome: () => ({ passed, failed }),
  };
};
