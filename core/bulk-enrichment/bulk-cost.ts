import type { TokenUsage } from '../../contracts/chat-reply';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { callCostUsd } from '../bedrock/call-cost';
import { estimateTokens } from '../chat/estimate-tokens';
import { enrichmentSystemPrompt } from '../enrichment/enrichment-prompt';
import { estimatedOutputTokens } from '../enrichment/estimate-cost';
import { itemBlock } from '../enrichment/item-block';
import type { CalledModel } from './called-model';

/** What enriching the same items costs in a batch job and on demand, in US$, exact to the double. */
export interface BulkCost {
  readonly bulkUsd: number;
  readonly onDemandUsd: number;
  readonly savedUsd: number;
}

/**
 * The cost of tokens in a batch job, and what that saves. `onDemand`: the tokens that the queue takes for the same items,
 * where it asks for several in one call and so sends the instructions less often.
 */
export const bulkCost = (
  { model, profileId }: CalledModel,
  usage: TokenUsage,
  onDemand: TokenUsage = usage,
): BulkCost => {
  const bulkUsd = callCostUsd(model, profileId, usage, { batch: true });
  const onDemandUsd = callCostUsd(model, profileId, onDemand);
  return { bulkUsd, onDemandUsd, savedUsd: onDemandUsd - bulkUsd };
};

/**
 * Tokens that enriching these items will take, about: the prompts are known, the replies are guessed. A record of a batch
 * job has one item; the queue may ask for several in a call.
 */
export const estimateUsage = (
  jobs: readonly Pick<EnrichmentJob, 'item' | 'promptVersion'>[],
  itemsPerCall = 1,
): TokenUsage => {
  const calls = new Map<string, number>();
  let itemTokens = 0;
  for (const { item, promptVersion } of jobs) {
    calls.set(promptVersion, (calls.get(promptVersion) ?? 0) + 1);
    itemTokens += estimateTokens(itemBlock(item));
  }
  const instructions = [...calls].map(
    ([version, count]) =>
      Math.ceil(count / itemsPerCall) * estimateTokens(enrichmentSystemPrompt(version) ?? ''),
  );
  return {
    inputTokens: instructions.reduce((sum, tokens) => sum + tokens, itemTokens),
    outputTokens: estimatedOutputTokens * jobs.length,
  };
};
