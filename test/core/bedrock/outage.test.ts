import { clientUnderTest, readAll, request, soon } from './support/client-under-test';
import { awsError, failing, nodeError, replyJson, stallingStream } from './support/fake-transport';

const requestsPerSecond = 50;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

/** An answer after 200 ms, so that ten requests are always under way. */
const answering = {
  invoke: async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    return replyJson('はい。');
  },
};

/** Fails half-way through, like a region in which connections break. */
const breaking = {
  invoke: async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw nodeError('ECONNRESET');
  },
};

describe.each([
  ['refuses connections', failing(nodeError('ECONNREFUSED'))],
  ['breaks connections', breaking],
  ['answers 503', failing(awsError('ServiceUnavailableException', 503))],
])('the primary region %s under 50 requests a second', (_how, outage) => {
  const load = async (client: ReturnType<typeof clientUnderTest>['client'], seconds: number) => {
    const calls: Promise<{ attempts: number; region: string }>[] = [];
    for (let sent = 0; sent < seconds * requestsPerSecond; sent += 1) {
      calls.push(client.invoke(request, soon(3000)));
      await jest.advanceTimersByTimeAsync(1000 / requestsPerSecond);
    }
    await jest.advanceTimersByTimeAsync(1000);
    return Promise.all(calls);
  };

  test('costs no request, at most one extra attempt each, and then none until the probe', async () => {
    const { client, transport, stateOf } = clientUnderTest({
      regions: { 'us-east-1': answering, 'us-west-2': answering },
    });
    await load(client, 2);
    transport.calls.length = 0;
    transport.set('us-east-1', outage);

    const during = await load(client, 10);
    expect(during).toHaveLength(500);
    expect(Math.max(...during.map(({ attempts }) => attempts))).toBe(2);
    expect(new Set(during.map(({ region }) => region))).toEqual(new Set(['us-west-2']));
    const extra = during.filter(({ attempts }) => attempts > 1).length;
    expect(transport.count('us-east-1')).toBe(extra);
    expect(extra).toBeLessThanOrEqual(10);
    expect(stateOf('us-east-1')).toBe('open');

    const later = await load(client, 30);
    expect(later.every(({ attempts }) => attempts === 1)).toBe(true);

    await jest.advanceTimersByTimeAsync(30_000);
    const atProbe = await load(client, 2);
    expect(atProbe.filter(({ attempts }) => attempts > 1)).toHaveLength(1);
  });

  test('and takes the traffic back after one good probe', async () => {
    const { client, transport } = clientUnderTest({
      regions: { 'us-east-1': outage, 'us-west-2': answering },
    });
    await load(client, 1);
    transport.set('us-east-1', answering);
    await jest.advanceTimersByTimeAsync(60_000);
    const after = await load(client, 2);
    expect(after.every(({ attempts }) => attempts === 1)).toBe(true);
    expect(after.at(-1)?.region).toBe('us-east-1');
    // While the probe was under way, and no longer, the others went elsewhere.
    expect(after.filter(({ region }) => region !== 'us-east-1').length).toBeLessThanOrEqual(10);
  });
});

test('a primary region that accepts streams and says nothing costs none of them, and at most one extra attempt each', async () => {
  const { client, transport, stateOf } = clientUnderTest({
    regions: { 'us-east-1': { stream: ({ signal }) => stallingStream(signal) } },
  });
  const answers: ReturnType<typeof readAll>[] = [];
  for (let sent = 0; sent < 5 * requestsPerSecond; sent += 1) {
    answers.push(readAll(client.stream(request, soon(2330))));
    await jest.advanceTimersByTimeAsync(1000 / requestsPerSecond);
  }
  await jest.advanceTimersByTimeAsync(2330);
  const replies = (await Promise.all(answers)).map(({ complete }) => complete);
  expect(replies).toHaveLength(250);
  expect(replies.every((event) => event?.type === 'complete' && event.reply.attempts <= 2)).toBe(true);
  // The first 60 % of 2330 ms go by before anybody can know.
  expect(transport.count('us-east-1')).toBeLessThanOrEqual(1.4 * requestsPerSecond + 3);
  expect(stateOf('us-east-1')).toBe('open');
});
