import { searchIndexName } from '../../../contracts/search-index';
import { createOpenSearchTransport } from '../../../core/retrieval/open-search-transport';
import { because, type Check, pass, skip, warn } from '../finding';

const timeoutMs = 5_000;
const isUnreachable = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|TimeoutError|ConnectionError|403/;

/** Whether the catalogue's index answers. In AWS it is reached from inside the VPC alone. */
export const checkIndex = (endpoint: string, region: string): Check => ({
  what: 'search index',
  advice: 'Deploy the data stack again: it creates the index.',
  run: async () => {
    if (endpoint === '')
      return [warn('search index', 'none in this environment', 'Answers are given without retrieval.')];
    try {
      const transport = createOpenSearchTransport({ endpoint, region });
      await transport.search(
        searchIndexName,
        { size: 0, query: { match: { idKey: { query: 'none' } } } },
        { timeoutMs },
      );
      return [pass('search index', `index ${searchIndexName} answers`)];
    } catch (error) {
      if (!isUnreachable.test(because(error))) throw error;
      return [
        skip(
          'search index',
          'its endpoint is private: only the services in the VPC reach it; /ready tells how they fare',
        ),
      ];
    }
  },
});
