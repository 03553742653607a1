import { validationError } from '../aws-error';
import { isRecord } from '../is-record';
import { imageMediaType } from './image-media-type';
import type { Block, ImageBlock, TextBlock } from './messages-request';

/** Longest encoded image, in bytes (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html). */
const maxImageBytes = 3_750_000;

const cacheSecondsOf = (block: Readonly<Record<string, unknown>>, field: string): number | undefined => {
  const marker = block['cache_control'];
  if (marker === undefined || marker === null) return undefined;
  if (!isRecord(marker) || marker['type'] !== 'ephemeral') {
    throw validationError(`${field}.cache_control.type: Input should be 'ephemeral'`);
  }
  const lifetime = marker['ttl'] ?? '5m';
  if (lifetime !== '5m' && lifetime !== '1h') {
    throw validationError(`${field}.cache_control.ephemeral.ttl: Input should be '5m' or '1h'`);
  }
  return lifetime === '1h' ? 3600 : 300;
};

/** A text block; empty and white text is refused, as the Messages API does. */
export const parseTextBlock = (value: unknown, field: string): TextBlock => {
  if (!isRecord(value) || typeof value['text'] !== 'string') {
    throw validationError(`${field}.text: Field required`);
  }
  const { text } = value;
  const top = field.split('.', 1)[0] ?? field;
  if (text === '') throw validationError(`${top}: text content blocks must be non-empty`);
  if (text.trim() === '')
    throw validationError(`${top}: text content blocks must contain non-whitespace text`);
  const cacheSeconds = cacheSecondsOf(value, field);
  return cacheSeconds === undefined ? { type: 'text', text } : { type: 'text', text, cacheSeconds };
};

const parseImageBlock = (value: Readonly<Record<string, unknown>>, field: string): ImageBlock => {
  const source = value['source'];
  if (!isRecord(source) || source['type'] !== 'base64') {
    throw validationError(`${field}.source.type: Input should be 'base64'`);
  }
  const { media_type: mediaType, data } = source;
  if (typeof mediaType !== 'string' || !/^image\/(jpeg|png|gif|webp)$/.test(mediaType)) {
    throw validationError(
      `${field}.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`,
    );
  }
  if (typeof data !== 'string' || data === '') {
    throw validationError(`${field}.source.base64.data: Field required`);
  }
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > maxImageBytes) {
    throw validationError(
      `${field}.source.base64: image exceeds 3.75 MB maximum: ${bytes.length} bytes > ${maxImageBytes} bytes`,
    );
  }
  const actual = imageMediaType(bytes);
  if (actual === undefined) throw validationError('Could not process image');
  if (actual !== mediaType) {
    throw validationError(
      `${field}.source.base64.data: Image does not match the provided media type ${mediaType}`,
    );
  }
  const cacheSeconds = cacheSecondsOf(value, field);
  const image = { type: 'image', mediaType, bytes } as const;
  return cacheSeconds === undefined ? image : { ...image, cacheSeconds };
};

/** A content block of a message. */
export const parseBlock = (value: unknown, field: string): Block => {
  if (!isRecord(value)) throw validationError(`${field}: Input should be an object`);
  if (value['type'] === 'text') return parseTextBlock(value, `${field}.text`);
  if (value['type'] === 'image') return parseImageBlock(value, `${field}.image`);
  throw validationError(
    `${field}: Input tag '${String(value['type'])}' found using 'type' does not match any of the expected tags: 'text', 'image'`,
  );
};
