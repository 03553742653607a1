import { CsvError, parse } from 'csv-parse/sync';
import { type ItemField, itemField, knownFields } from './field-names';
import { itemOfFields } from './item-of-fields';
import type { ReadRows } from './source-row';

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && 'record' in value && 'info' in value;

/** CSV with a header line. A quoted field may hold line breaks: a row's line is the one on which it ends. */
export const csvRows: ReadRows = function* csvRows(file, text) {
  let lines: readonly Line[];
  try {
    const parsed: unknown[] = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    lines = parsed.filter(isLine);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { ok: false, place: { file, at: '1' }, problem: `is not CSV: ${error.message}` };
    return;
  }
  const [header, ...rows] = lines;
  const columns = (header?.record ?? []).map(itemField);
  if (!columns.includes('title')) {
    const problem = `has no column "title" in its first line; known are ${knownFields.join(', ')}`;
    yield { ok: false, place: { file, at: '1' }, problem };
    return;
  }
  for (const { record, info } of rows) {
    const place = { file, at: String(info.lines) };
    if (record.length !== columns.length) {
      yield {
        ok: false,
        place,
        problem: `has ${record.length} columns, the first line has ${columns.length}`,
      };
      continue;
    }
    const fields: Partial<Record<ItemField, unknown>> = {};
    for (const [index, value] of record.entries()) {
      const field = columns[index];
      if (field) fields[field] = value;
    }
    yield { ok: true, place, ...itemOfFields(fields) };
  }
};
