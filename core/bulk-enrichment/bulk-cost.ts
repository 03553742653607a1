import type { TokenUsage } from '../../contracts/chat-reply';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { callCostUsd } from '../bedrock/call-cost';
import { estimateTokens } from '../chat/estimate-tokens';
import { enrichmentSystemPrompt } from '../enrichment/enrichment-prompt';
import { estimatedOutputTokens } from '../enrichment/estimate-cost';
import { itemBlock } from '../enrichment/item-block';
import type { CalledModel } from './called-model';

/** What the same tokens cost in a batch job and on demand, in US$, exact to the double. */
export interface BulkCost {
  readonly bulkUsd: number;
  readonly onDemandUsd: number;
  readonly savedUsd: number;
}

/** The cost of tokens in a batch job, and what that saves against asking for them one call at a time. */
export const bulkCost = ({ model, profileId }: CalledModel, usage: TokenUsage): BulkCost => {
  const bulkUsd = callCostUsd(model, profileId, usage, { batch: true });
  const onDemandUsd = callCostUsd(model, profileId, usage);
  return { bulkUsd, onDemandUsd, savedUsd: onDemandUsd - bulkUsd };
};

/** Tokens that enriching these items will take, about: the prompts are known, the replies are guessed. */
export const estimateBulkUsage = (
  jobs: readonly Pick<EnrichmentJob, 'item' | 'promptVersion'>[],
): TokenUsage => {
  const systemTokens = new Map<string, number>();
  let inputTokens = 0;
  for (const { item, promptVersion } of jobs) {
    const known = systemTokens.get(promptVersion);
    const system = known ?? estimateTokens(enrichmentSystemPrompt(promptVersion) ?? '');
    systemTokens.set(promptVersion, system);
    inputTokens += system + estimateTokens(itemBlock(item));
  }
  return { inputTokens, outputTokens: estimatedOutputTokens * jobs.length };
};
