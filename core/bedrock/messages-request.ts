import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import type { MessagesBody } from './model-client';

/** Version of the Messages API on Bedrock: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html */
const anthropicVersion = 'bedrock-2023-05-31';

/** The JSON of a Messages API request: the model's own limit and temperature where the body names none, never more than the limit. */
export const messagesRequest = (model: ModelKey, body: MessagesBody): string => {
  const { maxOutputTokens, temperature } = modelCatalog[model];
  return JSON.stringify({
    anthropic_version: anthropicVersion,
    ...body,
    max_tokens: Math.min(body.max_tokens ?? maxOutputTokens, maxOutputTokens),
    temperature: body.temperature ?? temperature,
  });
};
