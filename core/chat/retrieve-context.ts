import type { Degradation } from '../../contracts/chat-reply';
import type { Language } from '../../contracts/chat-request';
import type { SearchHit } from '../retrieval/catalog-search';
import { before } from './before';
import type { ChatPorts } from './chat-ports';

/** Items that the model is given at most. */
export const maxContextItems = 5;

export interface RetrievedContext {
  readonly hits: readonly SearchHit[];
  readonly degraded: readonly Degradation[];
}

const nothing: RetrievedContext = { hits: [], degraded: [] };

type InTime = <T>(work: Promise<T>) => Promise<T>;

/** The best hit with its neighbours; without them where there are none, or they cannot be read in time. */
const withNeighbours = async (
  { findRecommendations, logger }: Pick<ChatPorts, 'findRecommendations' | 'logger'>,
  hits: readonly SearchHit[],
  inTime: InTime,
): Promise<readonly SearchHit[]> => {
  const [best, ...others] = hits;
  if (best === undefined || findRecommendations === undefined) return hits;
  try {
    const found = await inTime(findRecommendations(best.item.catalogId));
    if (found === undefined || found.recommendations.length === 0) return hits;
    const { recommendations, night } = found;
    return [
      { ...best, item: { ...best.item, recommendations, version: `${best.item.version}+${night}` } },
      ...others,
    ];
  } catch (error) {
    logger.warn('the recommendations of an item could not be read', {
      catalogId: best.item.catalogId,
      error,
    });
    return hits;
  }
};

/**
 * What the store's catalogue has to do with a message; nothing when the message is not about manga, or retrieval is off.
 * Never rejects: an index that cannot be reached by the deadline (epoch milliseconds) is a degraded answer.
 */
export const retrieveContext =
  (ports: ChatPorts) =>
  async (message: string, language: Language, deadline: number): Promise<RetrievedContext> => {
    const { search, config, asksAboutManga, logger, record, now, startTimer } = ports;
    const enabled = config().feature_flags.enable_retrieval;
    if (search === undefined || !enabled || !asksAboutManga(message, language)) return nothing;
    const inTime: InTime = (work) => before(Math.max(0, deadline - now()), work, startTimer);
    try {
      const hits = await inTime(search.search(message, { limit: maxContextItems, deadline }));
      return { hits: await withNeighbours(ports, hits, inTime), degraded: [] };
    } catch (error) {
      record('retrievalFailures', 1);
      logger.warn('the catalogue could not be searched', { error });
      return { hits: [], degraded: ['no-retrieval'] };
    }
  };
