import { createSecureServer } from 'node:http2';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

/** Texts of a streamed answer. */
const deltas = 20;

const usage = { input_tokens: 400, output_tokens: 60 };
const reply = JSON.stringify({
  content: [{ type: 'text', text: 'お問い合わせありがとうございます。'.repeat(4) }],
  stop_reason: 'end_turn',
  usage,
});

const events = [
  { type: 'message_start', message: { usage } },
  ...Array.from({ length: deltas }, () => ({
    type: 'content_block_delta',
    delta: { type: 'text_delta', text: 'ありがとう' },
  })),
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 60 } },
  { type: 'message_stop' },
];

const codec = new EventStreamCodec(toUtf8, fromUtf8);
const header = (value: string) => ({ type: 'string', value }) as const;
const frames = events.map((event) =>
  codec.encode({
    headers: { ':message-type': header('event'), ':event-type': header('chunk') },
    body: fromUtf8(JSON.stringify({ bytes: Buffer.from(JSON.stringify(event)).toString('base64') })),
  }),
);

export interface CannedBedrock {
  readonly port: number;
  /** Connections that were accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Bedrock's protocol over TLS with ready-made answers, HTTP/2 or HTTP/1.1 as the client wants: it costs as little as it can. */
export const startCannedBedrock = async (tls: {
  readonly key: string;
  readonly cert: string;
}): Promise<CannedBedrock> => {
  const server = createSecureServer({ ...tls, allowHTTP1: true }, (request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.url.endsWith('/invoke')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(reply);
        return;
      }
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      for (const frame of frames) response.write(frame);
      response.end();
    });
  });
  let connections = 0;
  server.on('secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
};
