import { validationError } from '../aws-error';
import { isRecord } from '../is-record';
import type { Block, MessagesRequest, RequestMessage, TextBlock } from './messages-request';
import { parseBlock, parseTextBlock } from './parse-block';

const anthropicVersion = 'bedrock-2023-05-31';

/** What one cache breakpoint more than this is refused for. */
const maxCacheMarkers = 4;

const knownFields = new Set([
  'anthropic_version',
  'anthropic_beta',
  'max_tokens',
  'messages',
  'metadata',
  'stop_sequences',
  'system',
  'temperature',
  'top_k',
  'top_p',
]);

const parseSystem = (system: unknown): readonly TextBlock[] => {
  if (system === undefined || system === null) return [];
  if (typeof system === 'string') return system === '' ? [] : [{ type: 'text', text: system }];
  if (!Array.isArray(system)) throw validationError('system: Input should be a valid list');
  return system.map((block: unknown, index) => parseTextBlock(block, `system.${index}`));
};

const parseContent = (content: unknown, index: number): readonly Block[] => {
  const field = `messages.${index}.content`;
  if (typeof content === 'string') {
    if (content === '') throw validationError(`messages.${index}: user messages must have non-empty content`);
    return [parseTextBlock({ text: content }, 'messages')];
  }
  if (!Array.isArray(content)) throw validationError(`${field}: Input should be a valid list`);
  if (content.length === 0) {
    throw validationError(
      `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
    );
  }
  return content.map((block: unknown, position) =>
    parseBlock(block, `messages.${index}.content.${position}`),
  );
};

const parseMessage = (value: unknown, index: number): RequestMessage => {
  if (!isRecord(value)) throw validationError(`messages.${index}: Input should be an object`);
  const { role } = value;
  if (role !== 'user' && role !== 'assistant') {
    throw validationError(`messages.${index}.role: Input should be 'user' or 'assistant'`);
  }
  return { role, blocks: parseContent(value['content'], index) };
};

const parseMessages = (value: unknown): readonly RequestMessage[] => {
  if (value === undefined) throw validationError('messages: Field required');
  if (!Array.isArray(value)) throw validationError('messages: Input should be a valid list');
  if (value.length === 0) throw validationError('messages: at least one message is required');
  const messages = value.map((message: unknown, index) => parseMessage(message, index));
  if (messages[0]?.role !== 'user') {
    throw validationError('messages: first message must use the "user" role');
  }
  if (messages.at(-1)?.role !== 'user') {
    throw validationError(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  return messages;
};

const parseMaxTokens = (value: unknown, maximum: number): number => {
  if (value === undefined) throw validationError('max_tokens: Field required');
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw validationError('max_tokens: Input should be a valid integer');
  }
  if (value < 1) throw validationError('max_tokens: must be greater than or equal to 1');
  if (value > maximum) {
    throw validationError(
      `max_tokens: ${value} > ${maximum}, which is the maximum allowed number of output tokens for this model`,
    );
  }
  return value;
};

const parseStopSequences = (value: unknown): readonly string[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw validationError('stop_sequences: Input should be a valid list');
  return value.map((sequence: unknown, index) => {
    if (typeof sequence !== 'string' || sequence.trim() === '') {
      throw validationError(`stop_sequences.${index}: each stop sequence must contain non-whitespace`);
    }
    return sequence;
  });
};

const checkSampling = (body: Readonly<Record<string, unknown>>): void => {
  for (const field of ['temperature', 'top_p']) {
    const value = body[field];
    if (value === undefined) continue;
    if (typeof value !== 'number' || value < 0 || value > 1) throw validationError(`${field}: range: 0..1`);
  }
  if (body['temperature'] !== undefined && body['top_p'] !== undefined) {
    throw validationError(
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    );
  }
};

const checkCacheMarkers = (blocks: readonly Block[]): void => {
  const found = blocks.filter((block) => block.cacheSeconds !== undefined).length;
  if (found > maxCacheMarkers) {
    throw validationError(
      `A maximum of ${maxCacheMarkers} blocks with cache_control may be provided. Found ${found}.`,
    );
  }
};

/** Reads the body of an InvokeModel call for a Claude model; throws Bedrock's ValidationException for what it refuses. */
export const parseMessagesRequest = (body: unknown, maxOutputTokens: number): MessagesRequest => {
  if (!isRecord(body)) {
    throw validationError('Malformed input request, please reformat your input and try again.');
  }
  if (body['anthropic_version'] === undefined) throw validationError('anthropic_version: Field required');
  if (body['anthropic_version'] !== anthropicVersion) {
    throw validationError(`anthropic_version: Input should be '${anthropicVersion}'`);
  }
  const unknownField = Object.keys(body).find((field) => !knownFields.has(field));
  if (unknownField !== undefined) throw validationError(`${unknownField}: Extra inputs are not permitted`);
  checkSampling(body);
  const maxTokens = parseMaxTokens(body['max_tokens'], maxOutputTokens);
  const stopSequences = parseStopSequences(body['stop_sequences']);
  const system = parseSystem(body['system']);
  const messages = parseMessages(body['messages']);
  checkCacheMarkers([...system, ...messages.flatMap((message) => message.blocks)]);
  return { system, messages, maxTokens, stopSequences };
};
