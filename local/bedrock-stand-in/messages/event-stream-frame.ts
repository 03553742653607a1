import { crc32 } from 'node:zlib';
import { HeaderMarshaller, type MessageHeaders } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import type { AwsError } from '../aws-error';

const marshaller = new HeaderMarshaller(toUtf8, fromUtf8);

const headerBytes = (headers: Readonly<Record<string, string>>): Uint8Array =>
  marshaller.format(
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }]),
    ) satisfies MessageHeaders,
  );

/** Two lengths and their checksum. */
const preludeBytes = 12;
const checksumBytes = 4;

/**
 * A frame of `application/vnd.amazon.eventstream`: total length, header length, CRC-32 of these, headers, payload, CRC-32 of all.
 * The codec of the SDK does the same, and encodes the headers again for every frame.
 */
const frame = (headers: Uint8Array, payload: string): Buffer => {
  const payloadBytes = Buffer.byteLength(payload);
  const total = preludeBytes + headers.length + payloadBytes + checksumBytes;
  const bytes = Buffer.allocUnsafe(total);
  bytes.writeUInt32BE(total, 0);
  bytes.writeUInt32BE(headers.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  bytes.set(headers, preludeBytes);
  bytes.write(payload, preludeBytes + headers.length);
  const end = total - checksumBytes;
  bytes.writeUInt32BE(crc32(bytes.subarray(0, end)), end);
  return bytes;
};

const chunkHeaders = headerBytes({
  ':event-type': 'chunk',
  ':content-type': 'application/json',
  ':message-type': 'event',
});

/** Bedrock hides the length of what is generated behind a padding of varying length. */
const padding = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** One event of the model's stream in AWS's binary framing. */
export const chunkFrame = (event: unknown): Buffer => {
  const json = Buffer.from(JSON.stringify(event));
  const p = padding.slice(0, 1 + ((json.length * 31) % padding.length));
  return frame(chunkHeaders, `{"bytes":"${json.toString('base64')}","p":"${p}"}`);
};

/** An error after the stream has begun: the status was 200, so it comes as a frame. */
export const exceptionFrame = (error: AwsError): Buffer =>
  frame(
    headerBytes({
      ':exception-type': error.name.charAt(0).toLowerCase() + error.name.slice(1),
      ':content-type': 'application/json',
      ':message-type': 'exception',
    }),
    JSON.stringify({ message: error.message }),
  );
