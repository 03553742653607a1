import { IndexRefusedError } from './search-transport';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const gone = 404;
const throttledFrom = 429;

/** Checks a `_bulk` response: a deleted document that was gone already is fine. Throws `IndexRefusedError` for any other failure. */
export const parseBulk = (body: unknown): void => {
  if (!isRecord(body) || !Array.isArray(body['items'])) {
    throw new IndexRefusedError('The index answered a bulk request with something else.', true);
  }
  const statuses = body['items'].flatMap((item: unknown) =>
    isRecord(item) ? Object.entries(item).map(([operation, result]) => ({ operation, result })) : [],
  );
  for (const { operation, result } of statuses) {
    const status = isRecord(result) && typeof result['status'] === 'number' ? result['status'] : 500;
    if (status < 300 || (operation === 'delete' && status === gone)) continue;
    const reason =
      isRecord(result) && isRecord(result['error']) ? String(result['error']['reason']) : 'no reason given';
    throw new IndexRefusedError(
      `The index refused to ${operation} a document (${status}): ${reason}`,
      status >= throttledFrom,
    );
  }
};
