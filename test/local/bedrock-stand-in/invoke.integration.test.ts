import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import {
  aBody,
  credentials,
  type Harness,
  haiku,
  invoke,
  startHarness,
  stream,
  textOfReply,
  textOfStream,
  titan,
} from './with-stand-in';

const question = 'ダークな漫画を教えてください';

describe('The stand-in answers the real SDK', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  test('over HTTP/1.1, whole, with usage and a stop reason', async () => {
    const reply = await invoke(harness.client(), aBody(question));

    expect(textOfReply(reply)).toContain('ローカル代役モデルの回答です');
    expect(reply.stop_reason).toBe('end_turn');
    expect(reply.usage).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 });
    expect(reply.usage['input_tokens']).toBeGreaterThan(10);
    expect(reply.usage['output_tokens']).toBeGreaterThan(20);
  });

  test('over h2c, as the client speaks by default', async () => {
    const client = new BedrockRuntimeClient({
      region: 'us-east-1',
      endpoint: harness.standIn.url,
      credentials,
    });
    const reply = await invoke(client, aBody(question));
    const events = await stream(client, aBody(question));
    client.destroy();

    expect(textOfReply(reply)).toContain('ローカル代役モデル');
    expect(textOfStream(events)).toBe(textOfReply(reply));
  });

  test.each([
    ['HTTP/1.1', () => new NodeHttpHandler()],
    ['h2c', () => new NodeHttp2Handler()],
  ])('as a stream over %s that ends with message_stop and its metrics', async (_protocol, handler) => {
    const events = await stream(harness.client({ requestHandler: handler() }), aBody(question));
    const types = events.map(({ type }) => type);

    expect(types.slice(0, 2)).toEqual(['message_start', 'content_block_start']);
    expect(types.slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop']);
    expect(types.filter((type) => type === 'content_block_delta').length).toBeGreaterThan(5);
    expect(events.at(-2)?.delta?.stop_reason).toBe('end_turn');
    expect(events.at(-1)?.['amazon-bedrock-invocationMetrics']).toMatchObject({
      inputTokenCount: events[0]?.message?.usage['input_tokens'],
      outputTokenCount: events.at(-2)?.usage?.['output_tokens'],
    });
  });

  test('with max_tokens and stop sequences honoured', async () => {
    const short = await invoke(harness.client(), aBody(question, { max_tokens: 12 }));
    expect(short).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 12 } });

    const stopped = await invoke(harness.client(), aBody(question, { stop_sequences: ['代役'] }));
    expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '代役' });
    expect(textOfReply(stopped)).toBe('（ローカル');
  });

  test('for profiles of Japan from Tokyo and for ARNs', async () => {
    const tokyo = harness.client({ region: 'ap-northeast-1' });
    const id = haiku.replace('us.', 'jp.');
    await expect(invoke(tokyo, aBody(question), id)).resolves.toMatchObject({ type: 'message' });
    await expect(
      invoke(tokyo, aBody(question), `arn:aws:bedrock:ap-northeast-1:123456789012:inference-profile/${id}`),
    ).resolves.toMatchObject({ type: 'message' });
    expect(harness.standIn.calls()).toContainEqual(
      expect.objectContaining({
        region: 'ap-northeast-1',
        model: 'claude-haiku-4-5',
        operation: 'invoke',
        outcome: 'ok',
        count: 2,
      }),
    );
  });

  test('with vectors in which similar Japanese texts are near each other', async () => {
    const embed = async (inputText: string): Promise<number[]> => {
      const reply = await invoke(harness.client(), { inputText, dimensions: 512, normalize: true }, titan);
      return (reply as unknown as { embedding: number[] }).embedding;
    };
    const similarity = (left: number[], right: number[]): number =>
      left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
    const [giants, attack, kitchen] = await Promise.all([
      embed('進撃の巨人のような暗い物語'),
      embed('巨人が人を襲う暗い物語'),
      embed('寿司職人のグルメ漫画'),
    ]);

    expect(giants).toHaveLength(512);
    expect(similarity(giants, giants)).toBeCloseTo(1, 4);
    expect(similarity(giants, attack)).toBeGreaterThan(similarity(giants, kitchen) + 0.1);
  });
});
