import { removeInvisible } from '../chat/sanitise-message';
import type { IndexedItem } from '../retrieval/catalog-search';
import { dataBlock } from './data-block';

/** Longest note that is given to the model, in code points. */
const maxNotesCodePoints = 300;

/** What a customer may ask of a manga, without what only searching needs. */
const factsOf = ({ item, enrichment, recommendations }: IndexedItem) => {
  const { title, titleReading, creators, publishedFrom, priceYen, notes } = item;
  return {
    item: {
      title,
      titleReading,
      creators,
      publishedFrom,
      priceYen,
      notes: notes && Array.from(notes).slice(0, maxNotesCodePoints).join(''),
    },
    readersAlsoLike: recommendations?.map(({ title, reason }) => ({ title, reason })),
    enrichment: enrichment && {
      synopsis: enrichment.synopsis,
      genres: enrichment.genres,
      tags: enrichment.tags,
      audience: enrichment.audience,
      contentWarnings: enrichment.contentWarnings,
      titleEnglish: enrichment.titleEnglish,
      titleChinese: enrichment.titleChinese,
    },
  };
};

/** A catalogue item as a document of the prompt: `<document id="C88427">{…}</document>`, nothing in it can end it or begin another. */
export const describeDocument = (item: IndexedItem): string =>
  removeInvisible(dataBlock('document', factsOf(item), { id: item.catalogId }));
