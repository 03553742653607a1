/** The index of the catalogue in the OpenSearch Serverless collection. */
export const searchIndexName = 'catalog';

/** Dimensions of an embedding: Titan Text Embeddings V2 offers 256, 512 and 1024; 256 keeps a query within its time. */
export const embeddingDimensions = 256;

/**
 * Mapping of the index. Text fields hold terms that `core/retrieval/search-terms.ts` made, as plain ASCII words,
 * so that no analyser has to be installed and every engine finds the same. A vector collection takes no document ids
 * of ours (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-overview.html#serverless-usecase):
 * `idKey` stands for the id.
 */
export const searchIndexBody = {
  settings: { index: { knn: true } },
  mappings: {
    properties: {
      idKey: { type: 'text' },
      version: { type: 'text', index: false },
      indexedAt: { type: 'long' },
      titleKeys: { type: 'text' },
      titleGrams: { type: 'text' },
      peopleGrams: { type: 'text' },
      textGrams: { type: 'text' },
      source: { type: 'text', index: false },
      embedding: {
        type: 'knn_vector',
        dimension: embeddingDimensions,
        method: {
          name: 'hnsw',
          engine: 'faiss',
          space_type: 'innerproduct',
          parameters: { m: 16, ef_construction: 128 },
        },
      },
    },
  },
} as const;

/** Fields that text queries match, with their weights; chosen by `npm run bench -- retrieval`. */
export const searchFieldBoosts = { titleKeys: 6, titleGrams: 3, peopleGrams: 1.5, textGrams: 0.5 } as const;
