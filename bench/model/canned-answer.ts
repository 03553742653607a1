import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

/** Texts of a streamed answer. */
const deltas = 20;

const usage = { input_tokens: 400, output_tokens: 60 };
const text = 'お問い合わせありがとうございます。'.repeat(4);
const reply = JSON.stringify({
  content: [{ type: 'text', text }],
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

/** What Converse answers. */
const conversation = JSON.stringify({
  output: { message: { role: 'assistant', content: [{ text }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 400, outputTokens: 60, totalTokens: 460 },
  metrics: { latencyMs: 1 },
});

/** What a server of HTTP/1.1 and one of HTTP/2 have in common. */
interface Asked {
  readonly url?: string | undefined;
  resume(): unknown;
  on(event: 'end', listener: () => void): unknown;
}
interface Answering {
  setHeader(name: string, value: string): unknown;
  end(body: string | Buffer): unknown;
}

/** Answers InvokeModel, its stream and Converse with ready-made answers: it costs as little as it can. */
export const cannedAnswer = (request: Asked, response: Answering): void => {
  request.resume();
  request.on('end', () => {
    const whole = [
      { operation: '/invoke', body: reply },
      { operation: '/converse', body: conversation },
    ].find(({ operation }) => request.url?.endsWith(operation) === true);
    const type = whole === undefined ? 'application/vnd.amazon.eventstream' : 'application/json';
    response.setHeader('content-type', type);
    response.end(whole?.body ?? Buffer.concat(frames));
  });
};
