import type { Degradation } from '../../contracts/chat-reply';
import type { Language } from '../../contracts/chat-request';
import type { SearchHit } from '../retrieval/catalog-search';
import type { ChatPorts } from './chat-ports';

/** Items that the model is given at most. */
export const maxContextItems = 5;

export interface RetrievedContext {
  readonly hits: readonly SearchHit[];
  readonly degraded: readonly Degradation[];
}

const nothing: RetrievedContext = { hits: [], degraded: [] };

/**
 * What the store's catalogue has to do with a message; nothing when the message is not about manga, or retrieval is off.
 * Never rejects: an index that cannot be reached by the deadline (epoch milliseconds) is a degraded answer.
 */
export const retrieveContext =
  ({ search, config, asksAboutManga, logger, record }: ChatPorts) =>
  async (message: string, language: Language, deadline: number): Promise<RetrievedContext> => {
    const enabled = config().feature_flags.enable_retrieval;
    if (search === undefined || !enabled || !asksAboutManga(message, language)) return nothing;
    try {
      return { hits: await search.search(message, { limit: maxContextItems, deadline }), degraded: [] };
    } catch (error) {
      record('retrievalFailures', 1);
      logger.warn('the catalogue could not be searched', { error });
      return { hits: [], degraded: ['no-retrieval'] };
    }
  };
