import { searchFieldBoosts } from '../../contracts/search-index';
import type { QueryTerms } from './query-terms';

const match = (field: keyof typeof searchFieldBoosts, query: string): object => ({
  match: { [field]: { query, boost: searchFieldBoosts[field] } },
});

const returned = ['source', 'idKey', 'indexedAt'];

/** A search by words: titles above people above what it is about. */
export const textRequest = (terms: QueryTerms, size: number): object => ({
  size,
  _source: returned,
  query: {
    bool: {
      should: [
        match('titleKeys', terms.titleKeys),
        match('titleGrams', terms.grams),
        match('peopleGrams', terms.grams),
        match('textGrams', terms.grams),
      ],
    },
  },
});

/** A search by meaning. */
export const vectorRequest = (vector: readonly number[], size: number): object => ({
  size,
  _source: returned,
  query: { knn: { embedding: { vector, k: size } } },
});

/** Every document of these items, old ones too. */
export const documentsOfRequest = (idKeys: readonly string[]): object => ({
  size: Math.min(1000, idKeys.length * 10),
  _source: ['idKey', 'version'],
  query: { match: { idKey: { query: idKeys.join(' ') } } },
});
