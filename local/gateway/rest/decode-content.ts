import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import type { Refusal } from './refusal';

type Decompress = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** The codings of API Gateway (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.md). */
const decompressors: ReadonlyMap<string, Decompress> = new Map([
  ['gzip', promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(inflate)],
]);

export type DecodedContent =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly refusal: Refusal };

const refuse = (code: Refusal['code'], field: string, problem: string): DecodedContent => ({
  ok: false,
  refusal: { code, details: [{ field, problem }] },
});

const isTooLong = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

/** A body without its content coding. Another coding, and bytes that are not in it, are 415, as in API Gateway. */
export const decodeContent = async (
  contentEncoding: string | undefined,
  body: Buffer,
  maxBytes: number,
): Promise<DecodedContent> => {
  const coding = contentEncoding?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return { ok: true, body };
  const decompress = decompressors.get(coding);
  if (decompress === undefined)
    return refuse('UNSUPPORTED_MEDIA_TYPE', 'Content-Encoding', 'must be gzip, deflate or identity');
  try {
    return { ok: true, body: await decompress(body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    return isTooLong(error)
      ? refuse('PAYLOAD_TOO_LARGE', 'body', `must have at most ${maxBytes} bytes when it is decompressed`)
      : refuse('UNSUPPORTED_MEDIA_TYPE', 'body', `is not compressed with ${coding}`);
  }
};
