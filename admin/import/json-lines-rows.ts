import { type ItemField, itemField } from './field-names';
import { itemOfFields } from './item-of-fields';
import { isJsonObject, type JsonObject } from './json-object';
import type { ReadRows, SourceRow } from './source-row';

const parse = (line: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Properties of the row itself, and of its `item` where there is one. */
const propertiesOf = (row: JsonObject): readonly (readonly [string, unknown])[] => {
  const { item, ...own } = row;
  return [...Object.entries(own), ...(isJsonObject(item) ? Object.entries(item) : [])];
};

const rowOf = (file: string, line: string, number: number): SourceRow => {
  const place = { file, at: String(number) };
  const row = parse(line);
  if (!row) return { ok: false, place, problem: 'is not a JSON object' };
  const fields: Partial<Record<ItemField, unknown>> = {};
  for (const [name, value] of propertiesOf(row)) {
    const field = itemField(name);
    if (!field) return { ok: false, place, problem: `${name}: is not a known field` };
    fields[field] = value;
  }
  return { ok: true, place, ...itemOfFields(fields) };
};

/** One JSON object on each line; empty lines are passed over. */
export const jsonLinesRows: ReadRows = function* jsonLinesRows(file, text) {
  let number = 0;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    number += 1;
    if (line.trim() !== '') yield rowOf(file, line, number);
  }
};
