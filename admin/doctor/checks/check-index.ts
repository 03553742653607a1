import { searchIndexName } from '../../../contracts/search-index';
import { createOpenSearchTransport } from '../../../core/retrieval/open-search-transport';
import { IndexFailedError } from '../../../core/retrieval/search-transport';
import { localCredentials } from '../../target/connect';
import type { Target } from '../../target/target';
import { because, type Check, pass, skip, warn } from '../finding';

const timeoutMs = 5_000;

/** OpenSearch Serverless answers whoever is in no access policy with 403, whatever the role may do otherwise. */
const isRefused = (error: unknown): boolean => error instanceof IndexFailedError && error.statusCode === 403;

/** Whether the catalogue's index answers. In AWS it answers the services' roles alone. */
export const checkIndex = ({
  searchEndpoint,
  region,
  endpoints,
}: Pick<Target, 'searchEndpoint' | 'region' | 'endpoints'>): Check => ({
  what: 'search index',
  advice:
    'Is the endpoint that of the collection, and is there an index? Deploy the data stack again: it creates both.',
  run: async () => {
    if (searchEndpoint === '')
      return [warn('search index', 'none in this environment', 'Answers are given without retrieval.')];
    try {
      const transport = createOpenSearchTransport({
        endpoint: searchEndpoint,
        region,
        ...(endpoints && { credentials: localCredentials }),
      });
      await transport.search(
        searchIndexName,
        { size: 0, query: { match: { idKey: { query: 'none' } } } },
        { timeoutMs },
      );
      return [pass('search index', `index ${searchIndexName} answers`)];
    } catch (error) {
      if (!isRefused(error)) throw error;
      return [
        skip(
          'search index',
          `its endpoint answers, but you are in none of its access policies (${because(error)}); the chat below tells whether retrieval works`,
        ),
      ];
    }
  },
});
