import { clientUnderTest, request, soon } from './support/client-under-test';
import { nodeError, replyJson, untilAbort } from './support/fake-transport';
import { rejection } from './support/rejection';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('deadline and abort', () => {
  const silent = { invoke: (call: { signal: AbortSignal }) => untilAbort(call.signal) };

  test('the deadline holds against a region that accepts and never answers', async () => {
    const { client } = clientUnderTest({ regions: { 'us-east-1': silent, 'us-west-2': silent } });
    const startedAt = Date.now();
    const failed = rejection(client.invoke(request, soon(3000)));
    await jest.advanceTimersByTimeAsync(3000);
    expect(await failed).toMatchObject({ kind: 'deadline', retryable: true });
    expect(Date.now() - startedAt).toBe(3000);
  });

  test('it holds even when the wire ignores the abort', async () => {
    const deaf = { invoke: () => new Promise<string>(() => undefined) };
    const { client } = clientUnderTest({ regions: { 'us-east-1': deaf } });
    const failed = rejection(client.invoke(request, soon(3000)));
    await jest.advanceTimersByTimeAsync(3000);
    expect(await failed).toMatchObject({ kind: 'deadline' });
  });

  test("the model's own timeout cuts a call, and another region is asked with the time that is left", async () => {
    const { client } = clientUnderTest({ regions: { 'us-east-1': silent } });
    const reply = client.invoke(request, soon(30_000));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await reply).toMatchObject({ region: 'us-west-2', attempts: 2 });
  });

  test("the caller may lower the model's timeout", async () => {
    const { client } = clientUnderTest({ regions: { 'us-east-1': silent } });
    const reply = client.invoke(request, { ...soon(30_000), timeoutMs: 2000 });
    await jest.advanceTimersByTimeAsync(2000);
    expect(await reply).toMatchObject({ region: 'us-west-2' });
  });

  test('a region is cooled down after three requests that it let wait, not after one', async () => {
    const { client, stateOf } = clientUnderTest({ regions: { 'us-east-1': silent } });
    for (const expected of ['closed', 'closed', 'open']) {
      const failed = rejection(client.invoke(request, soon(3000)));
      await jest.advanceTimersByTimeAsync(3000);
      await failed;
      expect(stateOf('us-east-1')).toBe(expected);
    }
  });

  test('callers that come with too little time left blame no region', async () => {
    const { client, stateOf } = clientUnderTest({ regions: { 'us-east-1': silent } });
    for (let call = 0; call < 10; call += 1) {
      const failed = rejection(client.invoke(request, soon(300)));
      await jest.advanceTimersByTimeAsync(300);
      await failed;
    }
    expect(stateOf('us-east-1')).toBe('closed');
  });

  test('no further region is asked, and paid for, in the last tenth of a second', async () => {
    const late = {
      invoke: async () => {
        await new Promise((resolve) => setTimeout(resolve, 2950));
        throw nodeError('ECONNRESET');
      },
    };
    const { client, transport } = clientUnderTest({ regions: { 'us-east-1': late } });
    const failed = rejection(client.invoke(request, soon(3000)));
    await jest.advanceTimersByTimeAsync(3000);
    expect(await failed).toMatchObject({ kind: 'deadline', failures: [{ reason: 'ECONNRESET' }] });
    expect(transport.calls).toHaveLength(1);
  });

  test.each([Number.POSITIVE_INFINITY, Date.parse('2099-01-01T00:00:00Z')])(
    'a deadline far away (%s) leaves the call the time that the model has',
    async (deadline) => {
      const slow = {
        invoke: async () => {
          await new Promise((resolve) => setTimeout(resolve, 9000));
          return replyJson('はい。');
        },
      };
      const { client } = clientUnderTest({ regions: { 'us-east-1': slow } });
      const reply = client.invoke(request, { deadline });
      await jest.advanceTimersByTimeAsync(9000);
      expect(await reply).toMatchObject({ region: 'us-east-1', attempts: 1 });
    },
  );

  test('a deadline that is past asks nobody', async () => {
    const { client, transport } = clientUnderTest();
    expect(await rejection(client.invoke(request, soon(0)))).toMatchObject({ kind: 'deadline' });
    expect(transport.calls).toHaveLength(0);
  });

  test('a caller who goes away aborts to the socket, and blames no region', async () => {
    const { client, transport, stateOf } = clientUnderTest({ regions: { 'us-east-1': silent } });
    const caller = new AbortController();
    const failed = rejection(client.invoke(request, { ...soon(), signal: caller.signal }));
    await jest.advanceTimersByTimeAsync(10);
    caller.abort();
    expect(await failed).toMatchObject({ kind: 'aborted', fault: 'caller', retryable: false });
    expect(transport.calls[0]?.signal.aborted).toBe(true);
    expect(transport.calls).toHaveLength(1);
    expect(stateOf('us-east-1')).toBe('closed');
  });
});
