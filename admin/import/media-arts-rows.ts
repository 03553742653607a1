import { joinNotes } from './describe-people';
import { isJsonObject, type JsonObject } from './json-object';
import { describePeople, type PeopleField } from './media-arts-people';
import type { ReadRows, SourceRow } from './source-row';

/** The string of a field, and its reading in katakana: a string, or an array of both in any order. */
const textAndReading = (value: unknown): { readonly text?: string; readonly reading?: string } => {
  const found: { text?: string; reading?: string } = {};
  for (const entry of [value].flat()) {
    if (typeof entry === 'string') found.text ??= entry;
    else if (isJsonObject(entry) && entry['@language'] === 'ja-hrkt' && typeof entry['@value'] === 'string') {
      found.reading ??= entry['@value'];
    }
  }
  return found;
};

const peopleFields: readonly PeopleField[] = [
  { name: 'originalWorkCreator', role: '原作' },
  { name: 'creator' },
  { name: 'contributor' },
];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const rowOf = (file: string, node: unknown, position: number): SourceRow => {
  if (!isJsonObject(node)) {
    return { ok: false, place: { file, at: `node ${position}` }, problem: 'is not an object' };
  }
  const id = textOf(node['identifier']) ?? textOf(node['@id'])?.split('/').at(-1);
  const name = textAndReading(node['name']);
  const people = describePeople(node, peopleFields, textAndReading);
  return {
    ok: true,
    place: { file, at: id ?? `node ${position}` },
    catalogId: id,
    item: {
      title: textOf(node['label']) ?? name.text,
      titleReading: name.reading,
      creators: people.names,
      publishedFrom: node['datePublished'],
      notes: joinNotes(textOf(node['note']), people.roles, people.readings),
    },
  };
};

/** The `@graph` of the Media Arts Database's JSON-LD; a plain array of nodes is taken as well. */
const graphOf = (document: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(document)) return document;
  const graph = isJsonObject(document) ? document['@graph'] : undefined;
  return Array.isArray(graph) ? graph : undefined;
};

const parse = (text: string): JsonObject | readonly unknown[] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** JSON-LD of the Media Arts Database of Japan (https://mediaarts-db.artmuseums.go.jp/). */
export const mediaArtsRows: ReadRows = function* mediaArtsRows(file, text) {
  const graph = graphOf(parse(text));
  if (!graph) {
    yield { ok: false, place: { file, at: '1' }, problem: 'is not JSON-LD with an "@graph" of nodes' };
    return;
  }
  let position = 0;
  for (const node of graph) {
    position += 1;
    yield rowOf(file, node, position);
  }
};
