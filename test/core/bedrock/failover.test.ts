import { healthReport } from '../../../core/bedrock/health-report';
import { clientUnderTest, request, soon } from './support/client-under-test';
import { awsError, failing, fakeTransport, nodeError, replyJson } from './support/fake-transport';
import { rejection } from './support/rejection';

const down = failing(nodeError('ECONNREFUSED'));
const throttled = failing(awsError('ThrottlingException', 429));
const denied = failing(awsError('AccessDeniedException', 403));

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('when the first region fails', () => {
  test.each([
    ['is down', down, 'open', undefined],
    ['throttles the model', throttled, 'closed', 'open'],
    ['denies access', denied, 'closed', 'quarantined'],
    ['has a model that times out', failing(awsError('ModelTimeoutException', 408)), 'closed', undefined],
    ['answers with something unreadable', { invoke: () => '<html>' }, 'closed', undefined],
  ] as const)('because it %s, the second one answers', async (_what, behaviour, region, model) => {
    const { client, stateOf, recorded } = clientUnderTest({ regions: { 'us-east-1': behaviour } });
    const reply = await client.invoke(request, soon());
    expect(reply).toMatchObject({ text: 'はい。', region: 'us-west-2', attempts: 2 });
    expect(stateOf('us-east-1')).toBe(region);
    expect(stateOf('us-east-1', 'claude-haiku-4-5')).toBe(model);
    expect(recorded('failovers')).toEqual([1]);
  });

  test('the regions are asked in the order of the configuration, each once', async () => {
    const { client, transport } = clientUnderTest({
      regions: { 'us-east-1': down, 'us-west-2': throttled, 'ap-northeast-1': down },
    });
    const error = await rejection(client.invoke(request, soon()));
    expect(transport.calls.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2', 'ap-northeast-1']);
    expect(error).toMatchObject({
      kind: 'unavailable',
      retryable: true,
      retryAfterMs: 5000,
      failures: [
        { region: 'us-east-1', fault: 'region', reason: 'ECONNREFUSED' },
        { region: 'us-west-2', fault: 'model', reason: 'ThrottlingException' },
        { region: 'ap-northeast-1', fault: 'region', reason: 'ECONNREFUSED' },
      ],
    });
  });

  test('nobody else is asked when failover is switched off', async () => {
    const { client, transport } = clientUnderTest({
      regions: { 'us-east-1': down },
      config: {
        feature_flags: {
          enable_caching: true,
          enable_streaming: true,
          enable_failover: false,
          enable_cost_routing: true,
          enable_retrieval: true,
        },
      },
    });
    await rejection(client.invoke(request, soon()));
    expect(transport.calls).toHaveLength(1);
  });
});

test('a model that we may not call is tried in one other region, not in a third', async () => {
  const { client, transport, recorded } = clientUnderTest({
    regions: { 'us-east-1': denied, 'us-west-2': denied },
  });
  const error = await rejection(client.invoke(request, soon()));
  expect(transport.calls.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2']);
  expect(error).toMatchObject({
    kind: 'unavailable',
    fault: 'configuration',
    failures: [
      { region: 'us-east-1', reason: 'AccessDeniedException' },
      { region: 'us-west-2', reason: 'AccessDeniedException' },
      {
        region: 'ap-northeast-1',
        fault: 'configuration',
        reason: 'NotAsked',
        message: 'not asked: two regions refused our configuration',
      },
    ],
  });
  expect(recorded('quarantines')).toEqual([1, 1]);
});

test('a retired model is our configuration, not what the caller sent', async () => {
  const retired = failing(
    awsError('ValidationException', 400, { message: 'The provided model identifier is invalid.' }),
  );
  const { client, stateOf } = clientUnderTest({ regions: { 'us-east-1': retired } });
  expect(await client.invoke(request, soon())).toMatchObject({ region: 'us-west-2' });
  expect(stateOf('us-east-1', 'claude-haiku-4-5')).toBe('quarantined');
});

test('a thousand bad prompts of a caller leave every region healthy, and reach one region each', async () => {
  const refused = failing(
    awsError('ValidationException', 400, { message: 'messages: roles must alternate' }),
  );
  const { client, transport, stateOf } = clientUnderTest({ regions: { 'us-east-1': refused } });
  for (let prompt = 0; prompt < 1000; prompt += 1) {
    expect(await rejection(client.invoke(request, soon()))).toMatchObject({
      kind: 'rejected',
      fault: 'caller',
      retryable: false,
    });
  }
  expect(transport.calls).toHaveLength(1000);
  expect(client.health().map(({ state, reason }) => [state, reason])).toEqual([
    ['closed', undefined],
    ['closed', undefined],
    ['closed', undefined],
  ]);
  expect(stateOf('us-east-1')).toBe('closed');
});

test('refused credentials are our configuration: one region is asked, and none is blamed', async () => {
  const expired = failing(awsError('ExpiredTokenException', 403));
  const { client, transport, stateOf } = clientUnderTest({ regions: { 'us-east-1': expired } });
  for (let call = 0; call < 5; call += 1) {
    expect(await rejection(client.invoke(request, soon()))).toMatchObject({
      kind: 'unavailable',
      fault: 'configuration',
      retryable: true,
    });
  }
  expect(transport.calls).toHaveLength(5);
  expect(stateOf('us-east-1')).toBe('closed');
});

describe('when every region cools down', () => {
  test('the one that recovers first is asked, and its answer takes it back', async () => {
    const transport = fakeTransport({ 'us-east-1': down, 'us-west-2': throttled, 'ap-northeast-1': down });
    const { client, stateOf, recorded } = clientUnderTest({ transport });
    await rejection(client.invoke(request, soon()));
    transport.calls.length = 0;
    transport.set('us-west-2', { invoke: () => replyJson('戻りました。') });
    expect(await client.invoke(request, soon())).toMatchObject({ region: 'us-west-2', attempts: 1 });
    expect(transport.calls.map(({ region }) => region)).toEqual(['us-west-2']);
    expect(stateOf('us-west-2', 'claude-haiku-4-5')).toBe('closed');
    expect(recorded('allRegionsOpen').at(-1)).toBe(0);
  });

  test('the error names every region, why it is not asked, and when to come back', async () => {
    const { client, transport, recorded } = clientUnderTest({
      regions: { 'us-east-1': down, 'us-west-2': down, 'ap-northeast-1': down },
    });
    await rejection(client.invoke(request, soon()));
    expect(recorded('regionsOpen')).toEqual([1, 2, 3]);
    expect(recorded('allRegionsOpen')).toEqual([0, 0, 1]);
    transport.calls.length = 0;
    await jest.advanceTimersByTimeAsync(20_000);
    const error = await rejection(client.invoke(request, soon()));
    expect(transport.calls).toHaveLength(1);
    expect(error.retryAfterMs).toBe(40_000);
    expect(error.failures.map(({ region, message }) => [region, message])).toEqual([
      ['us-east-1', 'connect ECONNREFUSED'],
      ['us-west-2', 'not asked: open'],
      ['ap-northeast-1', 'not asked: open'],
    ]);
  });

  test('a quarantined model is not asked as a last resort', async () => {
    const { client, transport } = clientUnderTest({ regions: { 'us-east-1': denied, 'us-west-2': denied } });
    await rejection(client.invoke(request, soon()));
    transport.calls.length = 0;
    transport.set('ap-northeast-1', denied);
    await rejection(client.invoke(request, soon()));
    await rejection(client.invoke(request, soon()));
    expect(transport.calls.map(({ region }) => region)).toEqual(['ap-northeast-1']);
  });
});

describe('data residency "jp"', () => {
  const inJapan = {
    primary_region: 'ap-northeast-1',
    failover_regions: ['us-west-2'],
    data_residency: 'jp' as const,
  };

  test('uses the profile that stays in Japan', async () => {
    const { client, transport } = clientUnderTest({ config: inJapan });
    await client.invoke(request, soon());
    expect(transport.calls[0]).toMatchObject({
      region: 'ap-northeast-1',
      modelId: 'jp.anthropic.claude-haiku-4-5-20251001-v1:0',
    });
  });

  test('never leaves Japan, and says so when nothing is left', async () => {
    const { client, transport } = clientUnderTest({ config: inJapan, regions: { 'ap-northeast-1': down } });
    const error = await rejection(client.invoke(request, soon()));
    expect(transport.count('us-west-2')).toBe(0);
    expect(error).toMatchObject({
      kind: 'residency',
      retryable: true,
      failures: [
        { region: 'ap-northeast-1', reason: 'ECONNREFUSED' },
        { region: 'us-west-2', reason: 'DataResidency', fault: 'configuration' },
      ],
    });
    expect(error.message).toContain('data residency "jp" does not allow us-west-2');
  });

  test('regions abroad count neither as up nor as down', async () => {
    const { client, recorded } = clientUnderTest({ config: inJapan, regions: { 'ap-northeast-1': down } });
    await rejection(client.invoke(request, soon()));
    expect(client.health()).toMatchObject([{ region: 'ap-northeast-1', state: 'open' }]);
    expect(healthReport(client.health()).status).toBe('down');
    expect(recorded('regionsOpen')).toEqual([1]);
    expect(recorded('allRegionsOpen')).toEqual([1]);
  });

  test('with no region in Japan asks nobody at all', async () => {
    const { client, transport } = clientUnderTest({ config: { data_residency: 'jp', failover_regions: [] } });
    const error = await rejection(client.invoke(request, soon()));
    expect(transport.calls).toHaveLength(0);
    expect(error).toMatchObject({ kind: 'residency', fault: 'configuration', retryable: false });
  });
});
