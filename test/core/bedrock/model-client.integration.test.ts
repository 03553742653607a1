import { createEmbedder } from '../../../core/bedrock/create-embedder';
import type { ClosableModelClient } from '../../../core/bedrock/create-model-client';
import { ignoreMetrics } from '../../../core/observability/metrics-recorder';
import type { Fault } from '../../../local/bedrock-stand-in/faults/fault';
import {
  type BedrockStandIn,
  startBedrockStandIn,
} from '../../../local/bedrock-stand-in/start-bedrock-stand-in';
import { readAll, request, soon } from './support/client-under-test';
import { pointSdkAt, sdkClient } from './support/sdk-client';

let bedrock: BedrockStandIn;
let client: ClosableModelClient;
let time: number;

beforeEach(async () => {
  bedrock = await startBedrockStandIn({ port: 0 });
  pointSdkAt(bedrock.url);
  time = 0;
  client = sdkClient({ now: () => Date.now() + time, config: { stream_idle_timeout_ms: 500 } });
});
afterEach(async () => {
  client.close();
  await bedrock.close();
});

const faultIn = (region: string, fault: Fault): void => bedrock.setFaults({ [region]: [fault] });
const everywhere = (fault: Fault): void => bedrock.setFaults({ '*': [fault] });
const within = (ms: number) => ({ deadline: Date.now() + time + ms });
const callsIn = (region: string): number =>
  bedrock
    .calls()
    .filter((call) => call.region === region)
    .reduce((sum, { count }) => sum + count, 0);
const stateOf = (region: string, model?: string) =>
  client.health().find((one) => one.region === region && one.model === model)?.state;

test('answers in one piece and in many, with the same usage, and at a price', async () => {
  const whole = await client.invoke(request, soon());
  const { text, complete } = await readAll(client.stream(request, soon()));
  expect(whole).toMatchObject({
    region: 'us-east-1',
    profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    stopReason: 'end_turn',
    attempts: 1,
  });
  expect(text).toBe(whole.text);
  expect(whole.costUsd).toBeGreaterThan(0);
  expect(complete).toEqual({ type: 'complete', reply: whole });
});

test('reports what the prompt cache wrote and read', async () => {
  const system = [{ type: 'text', text: 'あ'.repeat(6000), cache_control: { type: 'ephemeral' } }] as const;
  const cached = { ...request, body: { ...request.body, system } };
  const first = await client.invoke(cached, soon());
  const second = await client.invoke(cached, soon());
  expect(first.usage.cacheWriteInputTokens).toBeGreaterThan(0);
  expect(second.usage.cacheReadInputTokens).toBe(first.usage.cacheWriteInputTokens);
  expect(second.costUsd).toBeLessThan(first.costUsd / 5);
});

test('passes images on', async () => {
  const image = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
  } as const;
  await client.invoke(
    {
      ...request,
      body: { messages: [{ role: 'user', content: [image, { type: 'text', text: '何の本？' }] }] },
    },
    soon(),
  );
  expect(bedrock.lastRequests(1)).toMatchObject([{ messages: [{ images: 1 }] }]);
});

describe.each(['invoke', 'stream'] as const)('when the first region fails (%s)', (how) => {
  const ask = async (options = soon()) => {
    if (how === 'invoke') return client.invoke(request, options);
    const { complete } = await readAll(client.stream(request, options));
    return complete?.type === 'complete' ? complete.reply : undefined;
  };

  test.each([
    [{ kind: 'down' }, 'open', undefined],
    [{ kind: 'error' }, 'open', undefined],
    [{ kind: 'error', error: 'ServiceUnavailableException' }, 'open', undefined],
    [{ kind: 'throttle', retryAfterSeconds: 7 }, 'closed', 'open'],
    [{ kind: 'error', error: 'ModelNotReadyException' }, 'closed', 'open'],
    [{ kind: 'error', error: 'ServiceQuotaExceededException' }, 'closed', 'open'],
    [{ kind: 'error', error: 'ModelTimeoutException' }, 'closed', undefined],
    [{ kind: 'error', error: 'ModelErrorException' }, 'closed', undefined],
    [{ kind: 'deny' }, 'closed', 'quarantined'],
    [{ kind: 'retired' }, 'closed', 'quarantined'],
    [{ kind: 'error', error: 'ResourceNotFoundException' }, 'closed', 'quarantined'],
  ] as const)('with %j, the second answers', async (fault, region, model) => {
    faultIn('us-east-1', fault);
    expect(await ask()).toMatchObject({ region: 'us-west-2', attempts: 2 });
    expect(stateOf('us-east-1')).toBe(region);
    expect(stateOf('us-east-1', 'claude-haiku-4-5')).toBe(model);
  });

  test.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'] as const)(
    'with %s, no other is asked, and none is blamed',
    async (error) => {
      faultIn('us-east-1', { kind: 'error', error });
      await expect(ask()).rejects.toMatchObject({ kind: 'unavailable', fault: 'configuration' });
      expect(bedrock.calls()).toHaveLength(1);
      expect(client.health().every(({ reason }) => reason === undefined)).toBe(true);
    },
  );

  test('a stall is held to the deadline', async () => {
    everywhere({ kind: 'stall' });
    await expect(ask(within(600))).rejects.toMatchObject({ kind: 'deadline' });
  });

  test('what the caller sent wrong is refused once', async () => {
    const empty = { ...request, body: { messages: [] } };
    const refused = how === 'invoke' ? client.invoke(empty, soon()) : readAll(client.stream(empty, soon()));
    await expect(refused).rejects.toMatchObject({ kind: 'rejected', fault: 'caller', retryable: false });
    expect(bedrock.calls()).toHaveLength(1);
  });
});

test('throttling waits as long as Bedrock asks for', async () => {
  faultIn('us-east-1', { kind: 'throttle', retryAfterSeconds: 7 });
  await client.invoke(request, soon());
  bedrock.setFaults({});
  time += 6500;
  expect(await client.invoke(request, within(5000))).toMatchObject({ region: 'us-west-2', attempts: 1 });
  time += 600;
  expect(await client.invoke(request, within(5000))).toMatchObject({ region: 'us-east-1', attempts: 1 });
});

test.each([{ kind: 'cut', afterTokens: 3 } as const, { kind: 'stall', afterTokens: 3 } as const])(
  'a stream with %j is broken, never complete',
  async (fault) => {
    everywhere(fault);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of client.stream(request, soon())) seen.push(event.type);
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'broken-stream', retryable: true });
    expect(new Set(seen)).toEqual(new Set(['start', 'delta']));
  },
);

test('a slow region within its time is not given up', async () => {
  faultIn('us-east-1', { kind: 'slow', delayMs: 300 });
  expect(await client.invoke(request, soon(3000))).toMatchObject({ region: 'us-east-1', attempts: 1 });
});

test('a region that comes back is probed by one request, and then takes the traffic', async () => {
  faultIn('us-east-1', { kind: 'down' });
  await client.invoke(request, soon());
  bedrock.setFaults({ 'us-east-1': [{ kind: 'slow', delayMs: 100 }] });
  const before = callsIn('us-east-1');
  time += 60_001;
  const replies = await Promise.all(Array.from({ length: 5 }, () => client.invoke(request, within(5000))));
  expect(replies.filter(({ region }) => region === 'us-east-1')).toHaveLength(1);
  expect(replies.every(({ attempts }) => attempts === 1)).toBe(true);
  expect(callsIn('us-east-1') - before).toBe(1);
  expect(await client.invoke(request, within(5000))).toMatchObject({ region: 'us-east-1' });
});

test('embeds Japanese text, with failover', async () => {
  faultIn('us-east-1', { kind: 'down' });
  const embed = createEmbedder({
    calls: client.calls,
    model: () => 'titan-embed-text-v2',
    dimensions: 256,
    concurrency: 4,
    record: ignoreMetrics,
    book: () => undefined,
  });
  const [first, again, other] = await embed(['海賊の冒険', '海賊の冒険', '学園ラブコメ'], soon());
  expect(first).toHaveLength(256);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(Math.hypot(...(first ?? []))).toBeCloseTo(1, 3);
});
