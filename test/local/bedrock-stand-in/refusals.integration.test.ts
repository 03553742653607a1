import { aBody, type Harness, haiku, invoke, sonnet, startHarness, stream } from './with-stand-in';

const user = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] });
const assistant = (text: string) => ({ role: 'assistant', content: [{ type: 'text', text }] });

describe('The stand-in refuses what Bedrock refuses', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ now: () => Date.parse('2026-11-20') });
  });
  afterAll(() => harness.close());

  test.each([
    [
      'a conversation that the assistant begins',
      { messages: [assistant('はい'), user('はい')] },
      'first message must use the "user" role',
    ],
    [
      'a prefilled answer',
      { messages: [user('はい'), assistant('答えは')] },
      'does not support assistant message prefill',
    ],
    ['an empty text', { messages: [user('')] }, 'text content blocks must be non-empty'],
    ['a white text', { messages: [user(' \n')] }, 'must contain non-whitespace text'],
    ['no message', { messages: [] }, 'at least one message is required'],
    [
      'an empty system prompt block',
      { system: [{ type: 'text', text: '' }] },
      'system: text content blocks must be non-empty',
    ],
    ['another API version', { anthropic_version: '2023-06-01' }, 'anthropic_version'],
    ['no max_tokens', { max_tokens: undefined }, 'max_tokens: Field required'],
    ['too many max_tokens', { max_tokens: 1_000_000 }, 'maximum allowed number of output tokens'],
    ['an unknown field', { session: 'x' }, 'session: Extra inputs are not permitted'],
    ['temperature and top_p together', { temperature: 0.2, top_p: 0.9 }, 'cannot both be specified'],
    ['a temperature above 1', { temperature: 1.2 }, 'temperature: range: 0..1'],
  ])('%s', async (_what, changes, message) => {
    const call = invoke(harness.client(), aBody('こんにちは', changes));
    await expect(call).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 400, requestId: expect.any(String) },
    });
  });

  test.each([
    ['an unknown model', 'us.anthropic.claude-99-v1:0', 'us-east-1'],
    ['a retired model', 'anthropic.claude-3-haiku-20240307-v1:0', 'us-east-1'],
    ['a profile of Japan from Virginia', haiku.replace('us.', 'jp.'), 'us-east-1'],
    ['a profile of the United States from Tokyo', haiku, 'ap-northeast-1'],
    ['a geography without a profile', haiku.replace('us.', 'apac.'), 'ap-northeast-1'],
    [
      'an ARN of another region',
      `arn:aws:bedrock:us-west-2:123456789012:inference-profile/${sonnet}`,
      'us-east-1',
    ],
  ])('%s', async (_what, modelId, region) => {
    await expect(invoke(harness.client({ region }), aBody('こんにちは'), modelId)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided model identifier is invalid.',
    });
    await expect(stream(harness.client({ region }), aBody('こんにちは'), { modelId })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('a foundation model that needs a profile', async () => {
    await expect(
      invoke(harness.client(), aBody('こんにちは'), haiku.replace('us.', '')),
    ).rejects.toMatchObject({ message: expect.stringContaining('on-demand throughput') });
  });

  test('credentials that expired or are not known', async () => {
    const expired = { accessKeyId: 'local', secretAccessKey: 'local', sessionToken: 'EXPIRED' };
    await expect(invoke(harness.client({ credentials: expired }), aBody('こんにちは'))).rejects.toMatchObject(
      { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 403 } },
    );
    const refused = { accessKeyId: 'REFUSED', secretAccessKey: 'local' };
    await expect(invoke(harness.client({ credentials: refused }), aBody('こんにちは'))).rejects.toMatchObject(
      { name: 'UnrecognizedClientException' },
    );
  });

  test('a request that nobody signed', async () => {
    const reply = await fetch(`${harness.standIn.url}/model/${encodeURIComponent(haiku)}/invoke`, {
      method: 'POST',
      body: JSON.stringify(aBody('こんにちは')),
    });
    expect(reply.status).toBe(403);
    expect(reply.headers.get('x-amzn-errortype')).toContain('MissingAuthenticationTokenException');
  });

  test('an image that is none, or another kind than it says', async () => {
    const image = (mediaType: string, data: string) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: '確認してください' },
            { type: 'image', source: { type: 'base64', media_type: mediaType, data } },
          ],
        },
      ],
    });
    const gif = Buffer.from('GIF89a\u0001\u0000\u0001\u0000').toString('base64');
    await expect(
      invoke(harness.client(), aBody('', image('image/png', Buffer.from('text').toString('base64')))),
    ).rejects.toMatchObject({ message: 'Could not process image' });
    await expect(invoke(harness.client(), aBody('', image('image/png', gif)))).rejects.toMatchObject({
      message: expect.stringContaining('does not match the provided media type image/png'),
    });
    await expect(invoke(harness.client(), aBody('', image('image/gif', gif)))).resolves.toMatchObject({
      type: 'message',
    });
  });
});
