import { NodeHttp2Handler } from '@smithy/node-http-handler';
import {
  aBody,
  type Harness,
  invoke,
  type StreamEvent,
  sonnet,
  startHarness,
  stream,
  textOfStream,
} from './with-stand-in';

const body = aBody('冒険漫画を教えてください');
const deltasOf = (events: readonly StreamEvent[]) =>
  events.filter(({ type }) => type === 'content_block_delta');

describe('A region fails as it is told to', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());

  const put = (path: string, value: unknown): Promise<Response> =>
    fetch(`${harness.standIn.url}${path}`, { method: 'PUT', body: JSON.stringify(value) });
  const outcomes = (): Record<string, number> =>
    harness.standIn
      .calls()
      .reduce<Record<string, number>>(
        (sums, { outcome, count }) => ({ ...sums, [outcome]: (sums[outcome] ?? 0) + count }),
        {},
      );

  test('down: the connection breaks, and other regions answer', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'down' }] });
    await expect(invoke(harness.client(), body)).rejects.toThrow('ECONNRESET');
    await expect(stream(harness.client(), body)).rejects.toThrow('ECONNRESET');
    await expect(invoke(harness.client({ region: 'us-west-2' }), body)).resolves.toBeDefined();
    expect(harness.standIn.calls()).toEqual([
      expect.objectContaining({ region: 'us-east-1', operation: 'invoke', outcome: 'down', count: 1 }),
      expect.objectContaining({ region: 'us-east-1', operation: 'stream', outcome: 'down', count: 1 }),
      expect.objectContaining({ region: 'us-west-2', outcome: 'ok', count: 1 }),
    ]);
  });

  test.each([
    ['throttle', {}, 'ThrottlingException', 429],
    ['deny', {}, 'AccessDeniedException', 403],
    ['retired', {}, 'ValidationException', 400],
    ['error', {}, 'InternalServerException', 500],
    ['error', { error: 'ServiceUnavailableException' }, 'ServiceUnavailableException', 503],
    ['error', { error: 'ModelNotReadyException' }, 'ModelNotReadyException', 429],
    ['error', { error: 'ModelTimeoutException' }, 'ModelTimeoutException', 408],
    ['error', { error: 'ModelErrorException' }, 'ModelErrorException', 424],
    ['error', { error: 'ServiceQuotaExceededException' }, 'ServiceQuotaExceededException', 400],
    ['error', { error: 'ResourceNotFoundException' }, 'ResourceNotFoundException', 404],
  ])('%s %j: %s', async (kind, more, name, status) => {
    expect((await put('/faults', { 'us-east-1': { kind, ...more } })).status).toBe(200);
    const error = { name, $metadata: { httpStatusCode: status } };
    await expect(invoke(harness.client(), body)).rejects.toMatchObject(error);
    await expect(stream(harness.client(), body)).rejects.toMatchObject(error);
    expect(outcomes()[name]).toBeGreaterThan(0);
  });

  test('throttle: says when to come back', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'throttle', retryAfterSeconds: 7 }] });
    const error: { $response?: { headers: Record<string, string> } } = (await invoke(
      harness.client(),
      body,
    ).catch((reason: unknown) => reason as object)) as never;
    expect(error.$response?.headers['retry-after']).toBe('7');
  });

  test('one model only, and only as often as asked', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'throttle', model: 'claude-haiku-4-5', times: 1 }] });
    await expect(invoke(harness.client(), body, sonnet)).resolves.toBeDefined();
    await expect(invoke(harness.client(), body)).rejects.toMatchObject({ name: 'ThrottlingException' });
    await expect(invoke(harness.client(), body)).resolves.toBeDefined();
  });

  test('stall: accepts and never answers', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'stall' }] });
    await expect(stream(harness.client(), body, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(outcomes()).toEqual({ stall: 1 });
  });

  test('stall after some tokens: the stream stops and stays open', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'stall', afterTokens: 6 }] });
    const seen: StreamEvent[] = [];
    const abort = new AbortController();
    const reading = stream(harness.client(), body, { seen, signal: abort.signal });
    while (deltasOf(seen).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort();
    await reading.catch(() => undefined);
    expect(textOfStream(seen).length).toBeLessThan(20);
    expect(seen.at(-1)?.type).toBe('content_block_delta');
  });

  test('cut: the stream ends without an error and without message_stop', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'cut', afterTokens: 8 }] });
    const events = await stream(harness.client(), body);
    expect(deltasOf(events).length).toBeGreaterThan(0);
    expect(events.map(({ type }) => type)).not.toContain('message_stop');
    expect(outcomes()).toEqual({ cut: 1 });
  });

  test('cut: a whole answer breaks in the middle', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'cut' }] });
    await expect(invoke(harness.client(), body)).rejects.toThrow('aborted');
  });

  test('error after some tokens: an exception inside the stream', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'error', afterTokens: 8 }] });
    const seen: StreamEvent[] = [];
    await expect(stream(harness.client(), body, { seen })).rejects.toMatchObject({
      name: 'ModelStreamErrorException',
    });
    expect(deltasOf(seen).length).toBeGreaterThan(0);
  });

  test('down after some tokens: the stream breaks', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'down', afterTokens: 8 }] });
    const seen: StreamEvent[] = [];
    await expect(stream(harness.client(), body, { seen })).rejects.toThrow('aborted');
    expect(seen.map(({ type }) => type)).not.toContain('message_stop');
  });

  test('slow: the answer comes late', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'slow', delayMs: 60_000 }] });
    await expect(stream(harness.client(), body, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({
      name: 'AbortError',
    });
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'slow', delayMs: 20 }] });
    await expect(invoke(harness.client(), body)).resolves.toBeDefined();
  });

  test('by chance, with the probability that is set', async () => {
    await harness.close();
    const draws = [0.1, 0.9, 0.29, 0.3];
    harness = await startHarness({ random: () => draws.shift() ?? 1 });
    harness.standIn.setFaults({ '*': [{ kind: 'throttle', probability: 0.3 }] });
    const client = harness.client();
    const names: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      names.push(
        await invoke(client, body).then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      );
    }
    expect(names).toEqual(['ThrottlingException', 'ok', 'ThrottlingException', 'ok']);
  });

  test('faults are read, replaced and cleared over HTTP', async () => {
    const faults = { 'us-east-1': [{ kind: 'slow', delayMs: 5 }], 'us-west-2': { kind: 'down' } };
    await put('/faults', faults);
    const read = await fetch(`${harness.standIn.url}/faults`);
    expect(await read.json()).toEqual({
      'us-east-1': [{ kind: 'slow', delayMs: 5 }],
      'us-west-2': [{ kind: 'down' }],
    });
    await fetch(`${harness.standIn.url}/faults`, { method: 'DELETE' });
    await expect(invoke(harness.client({ region: 'us-west-2' }), body)).resolves.toBeDefined();
  });

  test.each([
    [{ 'us-east-1': { kind: 'explode' } }, 'us-east-1.kind must be one of down, throttle'],
    [
      { 'us-east-1': { kind: 'throttle', probability: 2 } },
      'us-east-1.probability must be a number from 0 to 1',
    ],
    [{ 'us-east-1': [{ kind: 'cut', afterTokens: 1.5 }] }, 'us-east-1[0].afterTokens must be an integer'],
    [
      { 'us-east-1': { kind: 'error', error: 'Oops' } },
      'us-east-1.error must be the name of a Bedrock error',
    ],
    [{ 'us-east-1': { kind: 'slow', delay: 3 } }, 'us-east-1.delay is not known'],
    [{ virginia: { kind: 'down' } }, 'virginia is not a region'],
    ['down', 'The body must be an object of faults by region'],
  ])('a fault that cannot be is refused: %j', async (faults, message) => {
    const reply = await put('/faults', faults);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({ message: expect.stringContaining(message) });
  });

  test('latency and pace are set over HTTP', async () => {
    expect((await put('/settings', { latencyMs: 0, tokensPerSecond: 2000 })).status).toBe(200);
    expect(await (await fetch(`${harness.standIn.url}/settings`)).json()).toEqual({
      latencyMs: 0,
      tokensPerSecond: 2000,
    });
    const refused = await put('/settings', { latencyMs: -1 });
    expect(await refused.json()).toEqual({ message: 'latencyMs must be a number from 0 to 600000.' });
  });

  describe('over h2c too, as the SDK speaks by default', () => {
    const h2c = () => harness.client({ requestHandler: new NodeHttp2Handler() });

    test('down, before the answer and in its middle', async () => {
      harness.standIn.setFaults({ 'us-east-1': [{ kind: 'down' }] });
      await expect(invoke(h2c(), body)).rejects.toBeDefined();
      harness.standIn.setFaults({ 'us-east-1': [{ kind: 'down', afterTokens: 8 }] });
      const seen: StreamEvent[] = [];
      await stream(h2c(), body, { seen }).catch(() => undefined);
      expect(seen.map(({ type }) => type)).not.toContain('message_stop');
      expect(outcomes()).toEqual({ down: 2 });
      harness.standIn.setFaults({});
      await expect(invoke(h2c(), body)).resolves.toBeDefined();
    });

    test('a cut stream ends normally, without message_stop', async () => {
      harness.standIn.setFaults({ 'us-east-1': [{ kind: 'cut', afterTokens: 8 }] });
      const events = await stream(h2c(), body);
      expect(deltasOf(events).length).toBeGreaterThan(0);
      expect(events.map(({ type }) => type)).not.toContain('message_stop');
    });

    test('an exception inside the stream, and one before it', async () => {
      harness.standIn.setFaults({ 'us-east-1': [{ kind: 'error', afterTokens: 8 }] });
      await expect(stream(h2c(), body)).rejects.toMatchObject({ name: 'ModelStreamErrorException' });
      harness.standIn.setFaults({ 'us-east-1': [{ kind: 'throttle' }] });
      await expect(stream(h2c(), body)).rejects.toMatchObject({ name: 'ThrottlingException' });
    });

    test('a stalled call counts once, and the caller may hang up', async () => {
      harness.standIn.setFaults({ 'us-east-1': [{ kind: 'stall' }] });
      await expect(invoke(h2c(), body, undefined, AbortSignal.timeout(100))).rejects.toMatchObject({
        name: 'AbortError',
      });
      expect(outcomes()).toEqual({ stall: 1 });
    });
  });

  test('a caller who hangs up in the middle is counted as gone', async () => {
    harness.standIn.setSettings({ latencyMs: 60_000 });
    await expect(invoke(harness.client(), body, undefined, AbortSignal.timeout(50))).rejects.toMatchObject({
      name: 'AbortError',
    });
    while (outcomes()['gone'] === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(outcomes()).toEqual({ gone: 1 });
  });
});
