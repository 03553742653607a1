import type { CatalogItem } from '../../contracts/enrichment-job';
import { dataBlock } from '../prompt/data-block';

/** An item as the model sees it: JSON between `<item>` and `</item>`, which nothing inside it can close. */
export const itemBlock = (item: CatalogItem): string => dataBlock('item', item);
