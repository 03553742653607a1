import { isUtf8 } from 'node:buffer';
import type { ErrorCode, ErrorDetail } from '../../contracts/error-codes';
import { firstInvalidUtf8Byte } from './first-invalid-utf8-byte';
import { guessJapaneseEncoding } from './guess-japanese-encoding';

export type DecodedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly details: readonly ErrorDetail[] };

const refuse = (code: ErrorCode, field: string, problem: string): DecodedBody => ({
  ok: false,
  code,
  details: [{ field, problem }],
});

const charsetOf = (parameters: readonly string[]): string | undefined =>
  parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^\s"]*)"?\s*$/i.exec(parameter)?.[1]?.toLowerCase())
    .find((charset) => charset !== undefined);

const checkContentType = (contentType: string | undefined): DecodedBody | undefined => {
  if (contentType === undefined || contentType.trim() === '') {
    return refuse('INVALID_REQUEST', 'Content-Type', 'is required');
  }
  const [mediaType = '', ...parameters] = contentType.split(';');
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    return refuse('UNSUPPORTED_MEDIA_TYPE', 'Content-Type', 'must be application/json');
  }
  const charset = charsetOf(parameters) ?? 'utf-8';
  return charset === 'utf-8' || charset === 'utf8'
    ? undefined
    : refuse('UNSUPPORTED_MEDIA_TYPE', 'Content-Type', 'must have the charset utf-8, or none');
};

const describeInvalidBytes = (bytes: Uint8Array): string => {
  const position = firstInvalidUtf8Byte(bytes);
  const encoding = guessJapaneseEncoding(bytes);
  const advice = encoding === undefined ? '' : `; it looks like ${encoding}: convert it to UTF-8`;
  return `is not UTF-8 at byte ${position}${advice}`;
};

/** V8's message repeats the text; the position alone is taken from it. */
const positionOf = (error: unknown): string => {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : ` at position ${position}`;
};

/** Parses bytes as JSON in UTF-8. What is wrong is told by its position, counted from 0, never by repeating the text. */
export const decodeJson = (bytes: Uint8Array): DecodedBody => {
  if (bytes.length === 0) return refuse('INVALID_REQUEST', 'body', 'is required');
  if (!isUtf8(bytes)) return refuse('INVALID_ENCODING', 'body', describeInvalidBytes(bytes));
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch (error) {
    return refuse('INVALID_REQUEST', 'body', `is not JSON${positionOf(error)}`);
  }
};

/**
 * Reads a request's body: JSON in UTF-8 with a content type that says so.
 * Without one it is `INVALID_REQUEST`, as the gateway requires the header; another type or charset is `UNSUPPORTED_MEDIA_TYPE`, bytes that are not UTF-8 `INVALID_ENCODING`, no JSON `INVALID_REQUEST`.
 */
export const decodeJsonBody = (contentType: string | undefined, bytes: Uint8Array): DecodedBody =>
  checkContentType(contentType) ?? decodeJson(bytes);
