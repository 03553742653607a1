import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoredDocument } from './search-index';

type Entry = { readonly add: StoredDocument } | { readonly delete: string };

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && ('add' in value || 'delete' in value);

const parseLine = (line: string): readonly Entry[] => {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? [value] : [];
  } catch (error) {
    // A process that was killed may leave half a line at the end; all before it is whole.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
};

/** Keeps documents across restarts: one line for each change, rewritten without the deleted ones at start. */
export const openDocumentJournal = (file: string) => {
  mkdirSync(dirname(file), { recursive: true });
  const documents = new Map<string, StoredDocument>();
  if (existsSync(file)) {
    for (const entry of readFileSync(file, 'utf8').split('\n').filter(Boolean).flatMap(parseLine)) {
      if ('add' in entry) documents.set(entry.add.id, entry.add);
      else documents.delete(entry.delete);
    }
  }
  const compacted = `${file}.new`;
  writeFileSync(compacted, Array.from(documents.values(), (add) => `${JSON.stringify({ add })}\n`).join(''));
  renameSync(compacted, file);

  return {
    documents: [...documents.values()],
    append: (entries: readonly Entry[]): void =>
      appendFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
  };
};

export type DocumentJournal = ReturnType<typeof openDocumentJournal>;
