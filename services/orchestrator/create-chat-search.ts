import type { RuntimeConfig } from '../../contracts/runtime-config';
import { embeddingDimensions } from '../../contracts/search-index';
import { createEmbedder } from '../../core/bedrock/create-embedder';
import type { ClosableModelClient } from '../../core/bedrock/create-model-client';
import { resolveModel } from '../../core/bedrock/resolve-model';
import type { Logger } from '../../core/observability/logger';
import type { RecordMetric } from '../../core/observability/metrics-recorder';
import { createCatalogSearch } from '../../core/retrieval/create-catalog-search';
import { createOpenSearchTransport } from '../../core/retrieval/open-search-transport';
import { recentSearches } from '../../core/retrieval/recent-searches';
import type { SpentCall } from '../../core/spend/spend-ledger';
import { observedSearch } from './observed-search';

/** The catalogue's index as the chat searches it, and how it is; undefined in an environment without one. */
export const createChatSearch = (options: {
  /** Empty: there is none. */
  readonly endpoint: string;
  readonly region: string;
  readonly bedrock: ClosableModelClient;
  readonly config: () => RuntimeConfig;
  readonly now: () => number;
  readonly logger: Logger;
  readonly record: RecordMetric;
  /** Books what embedding a question cost. */
  readonly book: (spent: SpentCall) => void;
}): ReturnType<typeof observedSearch> | undefined => {
  const { endpoint, region, bedrock, config, now, logger, record, book } = options;
  if (endpoint === '') return undefined;
  const observed = observedSearch(
    createCatalogSearch({
      transport: createOpenSearchTransport({ endpoint, region }),
      embed: createEmbedder({
        calls: bedrock.calls,
        model: () => resolveModel(config(), 'embedding'),
        dimensions: embeddingDimensions,
        concurrency: 1,
        record,
        book,
      }),
      now,
      logger,
    }),
  );
  return { state: observed.state, search: recentSearches(observed.search, now) };
};
