import type { CatalogItem } from '../../contracts/enrichment-job';

const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/**
 * An item as the model sees it: JSON between `<item>` and `</item>`. Angle brackets are written as JSON escapes,
 * so that nothing inside an item can close the block; what is parsed from it equals the item.
 */
export const itemBlock = (item: CatalogItem): string =>
  `<item>${JSON.stringify(item).replace(/[<>&]/g, (character) => escapes[character] ?? character)}</item>`;
