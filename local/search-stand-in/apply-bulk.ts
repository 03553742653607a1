import type { DocumentJournal } from './document-journal';
import type { SearchIndex } from './search-index';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** OpenSearch Serverless's own words for an id in a vector collection. */
const idRefused = {
  status: 400,
  error: {
    type: 'illegal_argument_exception',
    reason: 'Document ID is not supported in create/index operation request',
  },
};

/** Carries out a `_bulk` body, as a vector collection does: no ids with `index`, deletion by the index's own ids. */
export const applyBulk = (
  index: SearchIndex,
  journal: DocumentJournal | undefined,
  lines: readonly unknown[],
): object => {
  const items: object[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const action = lines[at];
    if (!isRecord(action)) throw new TypeError(`Line ${at + 1} of the bulk request is not an object.`);
    if (isRecord(action['index'])) {
      const fields = lines[(at += 1)];
      if (!isRecord(fields)) throw new TypeError(`Line ${at + 1} of the bulk request is not a document.`);
      if (action['index']['_id'] !== undefined) {
        items.push({ index: idRefused });
        continue;
      }
      const document = index.add(fields);
      journal?.append([{ add: document }]);
      items.push({ index: { _id: document.id, status: 201 } });
    } else if (isRecord(action['delete'])) {
      const id = String(action['delete']['_id']);
      const found = index.delete(id);
      if (found) journal?.append([{ delete: id }]);
      items.push({ delete: { _id: id, status: found ? 200 : 404 } });
    } else {
      throw new TypeError(`Line ${at + 1} of the bulk request is neither index nor delete.`);
    }
  }
  return { took: 0, errors: items.some((item) => JSON.stringify(item).includes('"error"')), items };
};
