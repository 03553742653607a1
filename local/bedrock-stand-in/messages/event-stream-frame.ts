import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import type { AwsError } from '../aws-error';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

const text = (value: string): { type: 'string'; value: string } => ({ type: 'string', value });

const chunkHeaders = {
  ':event-type': text('chunk'),
  ':content-type': text('application/json'),
  ':message-type': text('event'),
};

/** Bedrock hides the length of what is generated behind a padding of varying length. */
const padding = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** One event of the model's stream in AWS's binary framing. */
export const chunkFrame = (event: unknown): Uint8Array => {
  const json = Buffer.from(JSON.stringify(event));
  const p = padding.slice(0, 1 + ((json.length * 31) % padding.length));
  return codec.encode({
    headers: chunkHeaders,
    body: Buffer.from(`{"bytes":"${json.toString('base64')}","p":"${p}"}`),
  });
};

/** An error after the stream has begun: the status was 200, so it comes as a frame. */
export const exceptionFrame = (error: AwsError): Uint8Array =>
  codec.encode({
    headers: {
      ':exception-type': text(error.name.charAt(0).toLowerCase() + error.name.slice(1)),
      ':content-type': text('application/json'),
      ':message-type': text('exception'),
    },
    body: Buffer.from(JSON.stringify({ message: error.message })),
  });
