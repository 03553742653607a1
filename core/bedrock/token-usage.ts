import type { TokenUsage } from '../../contracts/chat-reply';
import { numberProperty } from './json-value';

/** The `usage` of a reply or of a stream event, as far as it is there. */
export const readUsage = (usage: unknown): Partial<TokenUsage> => {
  const inputTokens = numberProperty(usage, 'input_tokens');
  const outputTokens = numberProperty(usage, 'output_tokens');
  const cacheReadInputTokens = numberProperty(usage, 'cache_read_input_tokens');
  const cacheWriteInputTokens = numberProperty(usage, 'cache_creation_input_tokens');
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(cacheReadInputTokens !== undefined && { cacheReadInputTokens }),
    ...(cacheWriteInputTokens !== undefined && { cacheWriteInputTokens }),
  };
};

/** A usage that names input and output; tokens that nobody reported are none. */
export const completeUsage = (usage: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  outputTokens: 0,
  ...usage,
});
