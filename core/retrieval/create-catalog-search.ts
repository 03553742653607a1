import { embeddingDimensions, searchIndexName } from '../../contracts/search-index';
import type { EmbedTexts } from '../bedrock/model-client';
import type { Now } from '../clock';
import type { Logger } from '../observability/logger';
import type { CatalogSearch, IndexedItem } from './catalog-search';
import { fuseRankings } from './fuse-rankings';
import { embeddingText, idKeyOf, indexDocument } from './index-document';
import { parseBulk } from './parse-bulk';
import { type FoundDocument, parseHits } from './parse-hits';
import { queryTerms } from './query-terms';
import { documentsOfRequest, textRequest, vectorRequest } from './search-requests';
import type { SearchTransport } from './search-transport';

/** Documents that each search may return before the rankings are fused. */
const candidates = 30;
/** Time that an index operation may take, in milliseconds. */
const writeTimeoutMs = 10_000;
const weights = { text: 1, meaning: 0.6 };
/**
 * What matches by words far less than the best one shares only everyday words with the question.
 * Chosen by `npm run bench -- retrieval`: no wanted item of it is lost.
 */
const leastShareOfBest = 0.2;

const relevant = (documents: readonly FoundDocument[]): readonly FoundDocument[] => {
  const best = documents[0]?.score ?? 0;
  return documents.filter(({ score }) => score >= best * leastShareOfBest);
};

export interface CatalogSearchDependencies {
  readonly transport: SearchTransport;
  readonly embed: EmbedTexts;
  readonly now: Now;
  readonly logger: Logger;
}

/**
 * The catalogue's index in OpenSearch Serverless. A search goes by words and by meaning at once; when the embedding fails
 * or is late, by words alone. A vector collection knows no ids of ours and no updates: a new document is added, then the
 * old ones of the item are deleted; until then the newest wins.
 */
export const createCatalogSearch = ({
  transport,
  embed,
  now,
  logger,
}: CatalogSearchDependencies): CatalogSearch => {
  const left = (deadline: number): number => Math.max(1, deadline - now());

  const byMeaning = async (query: string, deadline: number): Promise<readonly FoundDocument[]> => {
    const [vector] = await embed([query], { deadline });
    if (vector?.length !== embeddingDimensions)
      throw new Error(`The embedding has ${vector?.length ?? 0} dimensions.`);
    return parseHits(
      await transport.search(searchIndexName, vectorRequest(vector, candidates), {
        timeoutMs: left(deadline),
      }),
    );
  };

  const documentsOf = async (items: readonly IndexedItem[]): Promise<readonly FoundDocument[]> =>
    parseHits(
      await transport.search(
        searchIndexName,
        documentsOfRequest(items.map(({ catalogId }) => idKeyOf(catalogId))),
        {
          timeoutMs: writeTimeoutMs,
        },
      ),
    );

  const write = async (lines: readonly object[]): Promise<void> => {
    if (lines.length > 0) parseBulk(await transport.bulk(lines));
  };

  const deletions = (documents: readonly FoundDocument[]): readonly object[] =>
    documents.map(({ documentId }) => ({ delete: { _index: searchIndexName, _id: documentId } }));

  return {
    search: async (query, { limit, deadline, meaning: need }) => {
      const [words, meaning] = await Promise.all([
        transport
          .search(searchIndexName, textRequest(queryTerms(query), candidates), { timeoutMs: left(deadline) })
          .then(parseHits),
        byMeaning(query, deadline).catch((error: unknown) => {
          if (need === 'required') throw error;
          logger.warn('Searched by words alone: the search by meaning failed.', { error: String(error) });
          return [];
        }),
      ]);
      return fuseRankings(
        [
          { documents: relevant(words), weight: weights.text },
          { documents: meaning, weight: weights.meaning },
        ],
        limit,
      );
    },

    index: async (items) => {
      const known = await documentsOf(items);
      const isCurrent = (item: IndexedItem, found: FoundDocument): boolean =>
        found.idKey === idKeyOf(item.catalogId) && found.version === item.version;
      const changed = items.filter((item) => !known.some((found) => isCurrent(item, found)));
      const stale = known.filter((found) => !items.some((item) => isCurrent(item, found)));
      const vectors =
        changed.length === 0
          ? []
          : await embed(changed.map(embeddingText), { deadline: now() + writeTimeoutMs });
      const additions = changed.flatMap((item, at) => [
        { index: { _index: searchIndexName } },
        indexDocument(item, vectors[at] ?? [], now()),
      ]);
      await write([...additions, ...deletions(stale)]);
    },

    remove: async (catalogId) => {
      const idKey = idKeyOf(catalogId);
      const found = parseHits(
        await transport.search(searchIndexName, documentsOfRequest([idKey]), { timeoutMs: writeTimeoutMs }),
      );
      await write(deletions(found));
    },
  };
};
