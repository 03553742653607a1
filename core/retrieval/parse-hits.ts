import type { IndexedItem } from './catalog-search';

/** A document as a search returns it. */
export interface FoundDocument {
  readonly documentId: string;
  readonly idKey: string;
  readonly version: string;
  readonly indexedAt: number;
  /** The engine's own; comparable within one response. */
  readonly score: number;
  readonly item: IndexedItem | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isIndexedItem = (value: unknown): value is IndexedItem =>
  isRecord(value) && typeof value['catalogId'] === 'string' && isRecord(value['item']);

const parseItem = (source: unknown): IndexedItem | undefined => {
  if (typeof source !== 'string') return undefined;
  const value: unknown = JSON.parse(source);
  return isIndexedItem(value) ? value : undefined;
};

const parseHit = (hit: unknown): FoundDocument | undefined => {
  if (!isRecord(hit) || !isRecord(hit['_source'])) return undefined;
  const { _id: id, _score: score, _source: fields } = hit;
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    documentId: typeof id === 'string' ? id : '',
    idKey: text('idKey'),
    version: text('version'),
    indexedAt: typeof fields['indexedAt'] === 'number' ? fields['indexedAt'] : 0,
    score: typeof score === 'number' ? score : 0,
    item: parseItem(fields['source']),
  };
};

/** The hits of a search response, best first. What is not a document of ours is left out. */
export const parseHits = (body: unknown): readonly FoundDocument[] => {
  if (!isRecord(body) || !isRecord(body['hits']) || !Array.isArray(body['hits']['hits'])) return [];
  return body['hits']['hits'].map(parseHit).filter((hit) => hit !== undefined);
};
