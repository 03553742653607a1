import type { MatchClause } from './search-index';

export type ParsedQuery =
  | { readonly kind: 'match'; readonly clauses: readonly MatchClause[]; readonly size: number }
  | { readonly kind: 'nearest'; readonly vector: readonly number[]; readonly size: number };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const matchClause = (query: unknown): MatchClause | undefined => {
  if (!isRecord(query) || !isRecord(query['match'])) return undefined;
  const [field, options] = Object.entries(query['match'])[0] ?? [];
  if (field === undefined || !isRecord(options) || typeof options['query'] !== 'string') return undefined;
  return {
    field,
    words: options['query'],
    boost: typeof options['boost'] === 'number' ? options['boost'] : 1,
  };
};

const defaultSize = 10;

/** The part of OpenSearch's query language that the catalogue's searches use; anything else is undefined, and answered with 400. */
export const parseQuery = (body: unknown): ParsedQuery | undefined => {
  if (!isRecord(body) || !isRecord(body['query'])) return undefined;
  const query = body['query'];
  const size = typeof body['size'] === 'number' ? body['size'] : defaultSize;
  if (isRecord(query['knn'])) {
    const options = Object.values(query['knn'])[0];
    if (!isRecord(options) || !Array.isArray(options['vector'])) return undefined;
    return { kind: 'nearest', vector: options['vector'].map(Number), size };
  }
  const should = isRecord(query['bool']) ? query['bool']['should'] : [query];
  if (!Array.isArray(should)) return undefined;
  const clauses = should.map(matchClause);
  return clauses.includes(undefined)
    ? undefined
    : { kind: 'match', clauses: clauses.filter((clause) => clause !== undefined), size };
};
