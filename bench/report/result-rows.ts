import type { ResultRow } from '../bench';
import type { RecordedResult } from '../results-file';
import { showSpread } from '../statistics/spread';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Texts of a value at the end of a path; undefined where it has parts of its own. */
const shown = (value: unknown): string | undefined => {
  // A count or a seed is shown as it is; what was measured has four digits that mean something.
  if (isNumber(value)) return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.every(isNumber) ? value.join(' ') : undefined;
  if (!isRecord(value)) return '';
  const { median, least, most, p50, p95, p99 } = value;
  if (isNumber(median) && isNumber(least) && isNumber(most)) return showSpread({ median, least, most });
  if (isNumber(p50) && isNumber(p95) && isNumber(p99)) return `p50 ${p50}, p95 ${p95}, p99 ${p99}`;
  return undefined;
};

const flatten = (value: unknown, path: readonly string[]): readonly ResultRow[] => {
  const text = shown(value);
  if (text !== undefined) return [{ figure: path.join(' · '), value: text }];
  return Object.entries(isRecord(value) || Array.isArray(value) ? value : {}).flatMap(([name, part]) =>
    flatten(part, [...path, name]),
  );
};

/** The lines of a result: those that it brings, else every figure by its path. */
export const resultRows = (result: RecordedResult): readonly ResultRow[] => {
  if (result.skipped !== undefined) return [{ figure: 'skipped', value: result.skipped }];
  if (result.table !== undefined) return result.table;
  return Object.entries(result).flatMap(([name, value]) => (name === 'run' ? [] : flatten(value, [name])));
};
