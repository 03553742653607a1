import { randomUUID } from 'node:crypto';
import MiniSearch, { type Query } from 'minisearch';

/** A document as it came, and the id that the index gave it. */
export interface StoredDocument {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Hit {
  readonly _id: string;
  readonly _score: number;
  readonly _source: Readonly<Record<string, unknown>>;
}

/** One `match` clause: any of the words in one field. */
export interface MatchClause {
  readonly field: string;
  readonly words: string;
  readonly boost: number;
}

const textFields = ['idKey', 'titleKeys', 'titleGrams', 'peopleGrams', 'textGrams'];

const numbers = (value: unknown): Float32Array | undefined =>
  Array.isArray(value) && value.length > 0 ? Float32Array.from(value, Number) : undefined;

const product = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

/** An embedded index that stands for a vector collection: BM25 on the text fields, exact nearest neighbours on the vectors. */
export const createSearchIndex = () => {
  const documents = new Map<
    string,
    { fields: Readonly<Record<string, unknown>>; vector: Float32Array | undefined }
  >();
  const words = new MiniSearch<Record<string, unknown>>({
    fields: textFields,
    idField: 'id',
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term || null,
  });
  const hit = (id: string, score: number): Hit => ({
    _id: id,
    _score: score,
    _source: documents.get(id)?.fields ?? {},
  });

  return {
    size: (): number => documents.size,
    add: (fields: Readonly<Record<string, unknown>>, id: string = randomUUID()): StoredDocument => {
      const { embedding, ...rest } = fields;
      documents.set(id, { fields: rest, vector: numbers(embedding) });
      words.add({ ...rest, id });
      return { id, fields };
    },
    delete: (id: string): boolean => {
      if (!documents.delete(id)) return false;
      words.discard(id);
      return true;
    },
    match: (clauses: readonly MatchClause[], size: number): readonly Hit[] => {
      const queries: Query[] = clauses
        .filter((clause) => clause.words !== '')
        .map((clause) => ({
          queries: [clause.words],
          fields: [clause.field],
          boost: { [clause.field]: clause.boost },
          combineWith: 'OR',
        }));
      return words
        .search({ combineWith: 'OR', queries })
        .slice(0, size)
        .map(({ id, score }) => hit(String(id), score));
    },
    nearest: (vector: readonly number[], size: number): readonly Hit[] => {
      const wanted = Float32Array.from(vector);
      return Array.from(documents, ([id, document]) => ({
        id,
        score: document.vector === undefined ? Number.NEGATIVE_INFINITY : product(wanted, document.vector),
      }))
        .sort((a, b) => b.score - a.score)
        .slice(0, size)
        .filter(({ score }) => Number.isFinite(score))
        .map(({ id, score }) => hit(id, 1 + score));
    },
  };
};

export type SearchIndex = ReturnType<typeof createSearchIndex>;
