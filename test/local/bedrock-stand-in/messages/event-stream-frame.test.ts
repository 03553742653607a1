import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { AwsError } from '../../../../local/bedrock-stand-in/aws-error';
import { chunkFrame, exceptionFrame } from '../../../../local/bedrock-stand-in/messages/event-stream-frame';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

describe('Frames of a stream', () => {
  test('are decoded by the codec of the SDK, checksums included', () => {
    const event = {
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: '巨人👨‍👩‍👧' },
    };
    const { headers, body } = codec.decode(chunkFrame(event));
    expect(headers).toEqual({
      ':event-type': { type: 'string', value: 'chunk' },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: 'event' },
    });
    const { bytes } = JSON.parse(toUtf8(body)) as { bytes: string };
    expect(JSON.parse(Buffer.from(bytes, 'base64').toString('utf8'))).toEqual(event);
  });

  test('carry errors by the name of their member', () => {
    const { headers, body } = codec.decode(
      exceptionFrame(new AwsError('ModelStreamErrorException', 'broken')),
    );
    expect(headers[':exception-type']?.value).toBe('modelStreamErrorException');
    expect(headers[':message-type']?.value).toBe('exception');
    expect(JSON.parse(toUtf8(body))).toEqual({ message: 'broken' });
  });
});
