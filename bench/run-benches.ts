import type { Bench, BenchResult } from './bench';
import type { RecordedResult } from './results-file';
import type { RunFacts } from './run-facts';

interface Dependencies {
  readonly load: (name: string) => Promise<Bench>;
  readonly facts: () => RunFacts;
  readonly save: (name: string, result: RecordedResult) => void;
  readonly print: (line: string) => void;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Runs measurements one after the other. One that fails loses none of the others; answers the names of those that did. */
export const runBenches = async (
  names: readonly string[],
  options: readonly string[],
  { load, facts, save, print, now }: Dependencies,
): Promise<readonly string[]> => {
  const failed: string[] = [];
  const startedAt = now();
  const minutes = (): string => ((now() - startedAt) / 60_000).toFixed(1);
  for (const [index, name] of names.entries()) {
    print(`\n── ${name} (${index + 1} of ${names.length}, ${minutes()} min so far)`);
    const run = facts();
    const began = now();
    try {
      const result: BenchResult = await (await load(name)).run(options);
      save(name, { ...result, run: { ...run, seconds: Math.round((now() - began) / 1000) } });
    } catch (error) {
      failed.push(name);
      print(`! ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  print(`\n${names.length - failed.length} of ${names.length} measured in ${minutes()} minutes.`);
  return failed;
};
