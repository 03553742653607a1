import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchResult } from './bench';
import type { RunFacts } from './run-facts';

/** What was measured last, by the name of the measurement. */
export type Results = Readonly<Record<string, RecordedResult>>;

export type RecordedResult = BenchResult & {
  readonly run: RunFacts & { readonly seconds: number };
};

export const resultsFile = join(__dirname, 'results.json');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRecorded = (value: unknown): value is RecordedResult =>
  isRecord(value) && isRecord(value['run']) && isRecord(value['run']['packages']);

/** Those of the file; what another version of it may have left without facts is dropped. */
export const readResults = (file: string = resultsFile): Results => {
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (!isRecord(known)) throw new Error(`${file} holds no results: remove it, and measure again.`);
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, result]) => (isRecorded(result) ? [[name, result]] : [])),
  );
};

/**
 * Writes one result beside those that the file holds: as soon as it is there, so that a later failure loses nothing.
 * Figures stay where the measurement was skipped.
 */
export const addResult = (name: string, result: RecordedResult, file: string = resultsFile): void => {
  const known = readResults(file);
  if (result.skipped !== undefined && known[name] !== undefined) return;
  const results = { ...known, [name]: result };
  writeFileSync(`${file}.new`, `${JSON.stringify(results, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
};
