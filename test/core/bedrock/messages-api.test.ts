import { readReply } from '../../../core/bedrock/messages-reply';
import { messagesRequest } from '../../../core/bedrock/messages-request';
import { ReplyAccumulator } from '../../../core/bedrock/reply-accumulator';
import { replyJson, textEvents } from './support/fake-transport';

const user = { role: 'user', content: [{ type: 'text', text: 'はい' }] } as const;

describe('a request', () => {
  test('has the version, and the limit and temperature of the model where it names none', () => {
    expect(JSON.parse(messagesRequest('claude-haiku-4-5', { messages: [user] }))).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 2048,
      temperature: 0.2,
      messages: [user],
    });
  });

  test('passes on system blocks with their cache marker, images and stop sequences as they are', () => {
    const body = {
      system: [{ type: 'text', text: '敬語で', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
            ...user.content,
          ],
        },
      ],
      max_tokens: 300,
      temperature: 0,
      stop_sequences: ['###'],
    } as const;
    expect(JSON.parse(messagesRequest('claude-sonnet-4-5', body))).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      ...body,
    });
  });

  test('never asks for more than the limit, from which quota is reserved', () => {
    const json = messagesRequest('claude-haiku-4-5', { messages: [user], max_tokens: 64_000 });
    expect(JSON.parse(json)).toHaveProperty('max_tokens', 2048);
  });
});

describe('a reply', () => {
  test('is its text blocks, with what the prompt cache gave', () => {
    const json = replyJson('', {
      content: [
        { type: 'thinking', thinking: '…' },
        { type: 'text', text: '一' },
        { type: 'text', text: '二' },
      ],
      usage: {
        input_tokens: 3,
        output_tokens: 4,
        cache_read_input_tokens: 5000,
        cache_creation_input_tokens: 6,
      },
    });
    expect(readReply(json)).toEqual({
      text: '一二',
      stopReason: 'end_turn',
      usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 5000, cacheWriteInputTokens: 6 },
    });
  });

  test.each([
    ['max_tokens', 'max_tokens'],
    ['model_context_window_exceeded', 'max_tokens'],
    ['refusal', 'refusal'],
    ['something_new', 'end_turn'],
  ])('that stops with %s is reported as %s', (stop_reason, expected) => {
    expect(readReply(replyJson('は', { stop_reason })).stopReason).toBe(expected);
  });

  test.each([
    '',
    '{',
    '[]',
    'null',
    '{"content":"text","stop_reason":"end_turn"}',
    replyJson('は', { stop_reason: null }),
  ])('that reads %s is unreadable', (json) => {
    expect(() => readReply(json)).toThrow(expect.objectContaining({ failure: 'UnreadableReply' }));
  });
});

describe('the events of a stream', () => {
  test('are whole only after message_stop', () => {
    const reply = new ReplyAccumulator();
    const events = textEvents('一', '二');
    for (const event of events.slice(0, -1)) {
      reply.take(event);
      expect(reply.whole()).toBeUndefined();
    }
    reply.take(events.at(-1) ?? '');
    expect(reply.whole()).toEqual({
      text: '一二',
      stopReason: 'end_turn',
      usage: { inputTokens: 100, outputTokens: 20 },
    });
  });

  test('that are new to us are passed over', () => {
    expect(new ReplyAccumulator().take('{"type":"content_block_new","delta":{}}')).toBeUndefined();
    expect(
      new ReplyAccumulator().take(
        '{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"…"}}',
      ),
    ).toBeUndefined();
  });
});
