import { queryTerms } from '../../../core/retrieval/query-terms';

const count = (terms: string): number => terms.split(' ').length;
/** OpenSearch refuses a query of more clauses. */
const maxClauses = 1024;

test.each([
  ['of letters that fold into 18 others', '\uFDFA'.repeat(4000)],
  ['of a thousand quoted titles', Array.from({ length: 1000 }, (_, index) => `「巻${index}」`).join('')],
  ['of quoted letters that fold into many', `「${'\uFDFA'.repeat(100)}」`.repeat(39)],
  ['of one long word', 'kyoukyuu'.repeat(500)],
  ['of many short words', 'a1 漢b '.repeat(660)],
])('a message %s makes a query that the index takes', (_what, message) => {
  const { titleKeys, grams } = queryTerms(message);
  expect(count(grams)).toBeLessThan(maxClauses);
  expect(count(titleKeys)).toBeLessThan(maxClauses);
});
