import { aBody, type Harness, haiku, invoke, sonnet, startHarness, stream } from './with-stand-in';

/** About 1,200 tokens. */
const rules = 'あなたは漫画専門店の店員です。お客様には敬語でお答えください。'.repeat(40);
/** About 4,800 tokens. */
const longRules = rules.repeat(4);

const marked = (text: string) => ({ type: 'text', text, cache_control: { type: 'ephemeral' } });

describe('What a call costs', () => {
  let harness: Harness;
  let nowMs = 0;
  beforeEach(async () => {
    nowMs = Date.parse('2026-11-20');
    harness = await startHarness({ now: () => nowMs });
  });
  afterEach(() => harness.close());

  const usage = async (system: unknown, modelId = sonnet, region = 'us-east-1') => {
    const reply = await invoke(harness.client({ region }), aBody('おすすめは？', { system }), modelId);
    const {
      cache_creation_input_tokens: written,
      cache_read_input_tokens: read,
      input_tokens: input,
    } = reply.usage;
    return { written, read, input };
  };

  test('a marked prefix is written once and then read', async () => {
    const first = await usage([marked(rules)]);
    const second = await usage([marked(rules)]);

    expect(first.written).toBeGreaterThan(1024);
    expect(first.read).toBe(0);
    expect(second).toEqual({ written: 0, read: first.written, input: first.input });
    expect(first.input).toBeLessThan(40);
  });

  test('a stream reports the same, at its start and in its metrics', async () => {
    const { written } = await usage([marked(rules)]);
    const events = await stream(harness.client(), aBody('おすすめは？', { system: [marked(rules)] }), {
      modelId: sonnet,
    });
    expect(events[0]?.message?.usage['cache_read_input_tokens']).toBe(written);
    expect(events.at(-1)?.['amazon-bedrock-invocationMetrics']).toMatchObject({
      cacheReadInputTokenCount: written,
      cacheWriteInputTokenCount: 0,
    });
  });

  test('an entry lives five minutes after its last use', async () => {
    const { written } = await usage([marked(rules)]);
    nowMs += 299_000;
    expect((await usage([marked(rules)])).read).toBe(written);
    nowMs += 299_000;
    expect((await usage([marked(rules)])).read).toBe(written);
    nowMs += 300_000;
    expect(await usage([marked(rules)])).toMatchObject({ read: 0, written });
  });

  test('below the minimum of the model nothing is cached: 1,024 tokens for Sonnet, 4,096 for Haiku', async () => {
    expect(await usage([marked('短い決まりです。')])).toMatchObject({ read: 0, written: 0 });
    expect(await usage([marked(rules)], haiku)).toMatchObject({ read: 0, written: 0 });
    expect((await usage([marked(longRules)], haiku)).written).toBeGreaterThan(4096);
  });

  test('without a marker, with other text, for another model or in another region there is nothing to read', async () => {
    await usage([marked(rules)]);
    expect((await usage([{ type: 'text', text: rules }])).read).toBe(0);
    expect((await usage([marked(`${rules}。`)])).read).toBe(0);
    expect((await usage([marked(rules)], sonnet, 'us-west-2')).read).toBe(0);
  });

  test('a longer prefix reads the shorter one that is known, and writes the rest', async () => {
    const first = await usage([marked(rules)]);
    const second = await usage([marked(rules), marked(`追記。${rules}`)]);
    expect(second.read).toBe(first.written);
    expect(second.written).toBeGreaterThan(1000);
  });

  test('five markers are refused', async () => {
    const system = ['一', '二', '三', '四', '五'].map(marked);
    await expect(usage(system)).rejects.toThrow(
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
    );
  });

  test('tokens are summed in the call log, and the log can be emptied', async () => {
    const first = await invoke(harness.client(), aBody('おすすめは？'));
    await invoke(harness.client(), aBody('おすすめは？'));
    expect(harness.standIn.calls()).toEqual([
      {
        region: 'us-east-1',
        model: 'claude-haiku-4-5',
        operation: 'invoke',
        outcome: 'ok',
        count: 2,
        inputTokens: 2 * (first.usage['input_tokens'] ?? 0),
        outputTokens: 2 * (first.usage['output_tokens'] ?? 0),
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
      },
    ]);
    await fetch(`${harness.standIn.url}/calls`, { method: 'DELETE' });
    const left = await fetch(`${harness.standIn.url}/calls`);
    expect(await left.json()).toEqual({ total: 0, counts: [] });
  });
});
