import type { CatalogItem } from '../../contracts/enrichment-job';
import type { MessagesBody } from '../bedrock/model-client';
import { itemBlock } from './item-block';

/** The request for one item, the same whether it is asked at once or is a record of a batch job. */
export const enrichmentBody = (item: CatalogItem, systemPrompt: string): MessagesBody => ({
  system: [{ type: 'text', text: systemPrompt }],
  messages: [{ role: 'user', content: [{ type: 'text', text: itemBlock(item) }] }],
});
