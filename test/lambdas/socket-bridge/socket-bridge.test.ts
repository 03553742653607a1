import type { SocketMessage } from '../../../contracts/api-routes';
import { ChatError } from '../../../core/chat/chat-error';
import { silentLogger } from '../../../core/observability/logger';
import type { RelayOutcome } from '../../../lambdas/socket-bridge/orchestrator-client';
import { socketBridge } from '../../../lambdas/socket-bridge/socket-bridge';
import { createFrameRecorder } from '../../support/frame-recorder';
import { memoryConnectionStore } from '../../support/memory-connection-store';

const now = 1_800_000_000_000;
const aiko = { connectionId: 'c1', principalId: 'guest:aiko', principalExpiresAt: now / 1000 + 60 };

const setUp = (
  options: { outcome?: RelayOutcome; connections?: ReturnType<typeof memoryConnectionStore> } = {},
) => {
  const { outcome = { kind: 'done' }, connections = memoryConnectionStore([aiko]) } = options;
  const reader = createFrameRecorder();
  const relayed: SocketMessage[] = [];
  const failures: unknown[] = [];
  const bridge = socketBridge({
    connections,
    relay: async (message) => {
      relayed.push(message);
      return outcome;
    },
    postFrame: reader.postFrame,
    closeConnection: reader.closeConnection,
    makeRequestId: () => 'made-up',
    now: () => now,
    logger: silentLogger,
    record: (metric, _value, dimensions) => {
      if (metric === 'failures') failures.push(dimensions?.['code']);
    },
  });
  return { bridge, reader, relayed, connections, failures };
};

const frame = (body: unknown, routeKey = 'sendMessage') => ({
  requestContext: { routeKey, connectionId: 'c1' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const question = { action: 'sendMessage', requestId: 'r1', data: { message: '進撃の巨人みたいな作品は？' } };

describe('a connection', () => {
  const connect = (authorizer?: Record<string, unknown>, headers?: Record<string, string>) => ({
    requestContext: { routeKey: '$connect', connectionId: 'c9', authorizer },
    headers,
  });
  const verdict = { principalId: 'guest:ben', expiresAt: '1800000600' };

  test('is kept with its principal and expiry', async () => {
    const { bridge, connections } = setUp();
    expect(await bridge(connect(verdict))).toEqual({ statusCode: 200 });
    expect(await connections.get('c9')).toEqual({
      connectionId: 'c9',
      principalId: 'guest:ben',
      principalExpiresAt: 1_800_000_600,
    });
  });

  test('that offers our sub-protocol hears it back, and never its token', async () => {
    const { bridge } = setUp();
    const headers = { 'Sec-WebSocket-Protocol': 'manga-assist, eyJhbGciOi' };
    expect(await bridge(connect(verdict, headers))).toEqual({
      statusCode: 200,
      headers: { 'Sec-WebSocket-Protocol': 'manga-assist' },
    });
  });

  test.each([undefined, {}, { principalId: 'guest:ben' }, { principalId: 'guest:ben', expiresAt: 'soon' }])(
    'without a verdict of the authorizer is refused: %j',
    async (authorizer) => {
      const { bridge, connections } = setUp();
      expect(await bridge(connect(authorizer))).toEqual({ statusCode: 401 });
      expect(await connections.get('c9')).toBeUndefined();
    },
  );

  test('that closes is forgotten', async () => {
    const { bridge, connections } = setUp();
    await bridge({ requestContext: { routeKey: '$disconnect', connectionId: 'c1' } });
    expect(await connections.get('c1')).toBeUndefined();
  });
});

describe('a frame', () => {
  test('goes to the orchestrator as it is, with its principal, request id and time', async () => {
    const { bridge, reader, relayed } = setUp();
    expect(await bridge(frame(question))).toEqual({ statusCode: 200 });
    expect(relayed).toEqual([
      {
        connectionId: 'c1',
        principalId: 'guest:aiko',
        requestId: 'r1',
        body: JSON.stringify(question),
        sentAt: now,
      },
    ]);
    expect(reader.framesOf('c1')).toEqual([]);
  });

  test('without a request id gets one', async () => {
    const { bridge, relayed } = setUp();
    await bridge(frame({ ...question, requestId: undefined }));
    expect(relayed[0]?.requestId).toBe('made-up');
  });

  test('of a principal that has expired is answered with an error, and the connection is closed', async () => {
    const expired = { ...aiko, principalExpiresAt: now / 1000 };
    const { bridge, reader, relayed } = setUp({ connections: memoryConnectionStore([expired]) });
    await bridge(frame(question));
    expect(reader.framesOf('c1')).toMatchObject([
      { type: 'error', requestId: 'r1', code: 'UNAUTHORIZED', retryable: false },
    ]);
    expect(reader.closed).toEqual(['c1']);
    expect(relayed).toEqual([]);
  });

  test('of an unknown connection is answered with an error, and the connection is closed', async () => {
    const { bridge, reader } = setUp({ connections: memoryConnectionStore() });
    await bridge(frame(question));
    expect(reader.framesOf('c1')).toMatchObject([{ code: 'UNAUTHORIZED' }]);
    expect(reader.closed).toEqual(['c1']);
  });

  test.each([
    ['no JSON', 'こんにちは', 'INVALID_REQUEST', 'body'],
    ['no object', '[1]', 'INVALID_REQUEST', 'body'],
    ['no action', '{}', 'INVALID_REQUEST', 'action'],
    ['an unknown action', '{"action":"buy"}', 'INVALID_REQUEST', 'action'],
    ['nothing', '', 'INVALID_REQUEST', 'body'],
  ])('that is %s is told what is wrong', async (_, body, code, field) => {
    const { bridge, reader, relayed } = setUp();
    await bridge(frame(body, '$default'));
    expect(reader.framesOf('c1')).toMatchObject([
      { type: 'error', requestId: 'made-up', code, details: [{ field }], retryable: false },
    ]);
    expect(reader.closed).toEqual([]);
    expect(relayed).toEqual([]);
  });

  test('that is binary and not UTF-8 is told so', async () => {
    const { bridge, reader } = setUp();
    const body = Buffer.from('82b182f182c982bf82cd', 'hex').toString('base64');
    await bridge({
      requestContext: { routeKey: '$default', connectionId: 'c1' },
      body,
      isBase64Encoded: true,
    });
    expect(reader.framesOf('c1')).toMatchObject([{ code: 'INVALID_ENCODING' }]);
  });

  test('that the orchestrator refuses is told why, in the language of the frame', async () => {
    const error = new ChatError('OVERLOADED', 'full', { retryAfterSeconds: 2 });
    const { bridge, reader } = setUp({ outcome: { kind: 'refused', error } });
    await bridge(frame({ ...question, data: { ...question.data, preferredLanguage: 'en' } }));
    expect(reader.framesOf('c1')).toEqual([
      {
        type: 'error',
        requestId: 'r1',
        code: 'OVERLOADED',
        message: 'We are sorry: we are very busy right now. Please wait a moment and try again.',
        retryable: true,
        retryAfterSeconds: 2,
      },
    ]);
  });

  test.each<[string, RelayOutcome | undefined, unknown, string[]]>([
    ['that was answered', { kind: 'done' }, question, []],
    ['that its client made wrong', undefined, { action: 'buy' }, []],
    [
      'that the orchestrator refused, and counted',
      { kind: 'refused', error: new ChatError('OVERLOADED', 'full') },
      question,
      [],
    ],
    ['over which the orchestrator died', { kind: 'failed', reason: 'reset' }, question, ['INTERNAL']],
    ['that took too long', { kind: 'timeout' }, question, ['DEADLINE_EXCEEDED']],
  ])('%s is counted as a failure only when nobody else does: %j', async (_, outcome, body, expected) => {
    const { bridge, failures } = setUp(outcome === undefined ? {} : { outcome });
    await bridge(frame(body));
    expect(failures).toEqual(expected);
  });

  test('that the orchestrator dies over ends with an error that may be retried', async () => {
    const { bridge, reader } = setUp({ outcome: { kind: 'failed', reason: 'socket hang up' } });
    await bridge(frame(question));
    expect(reader.framesOf('c1')).toMatchObject([{ type: 'error', code: 'INTERNAL', retryable: true }]);
  });

  test('that takes too long ends with an error that may be retried', async () => {
    const { bridge, reader } = setUp({ outcome: { kind: 'timeout' } });
    await bridge(frame(question));
    expect(reader.framesOf('c1')).toMatchObject([{ code: 'DEADLINE_EXCEEDED', retryable: true }]);
  });

  test('is answered with an error when the connection cannot be looked up', async () => {
    const connections = { ...memoryConnectionStore(), get: () => Promise.reject(new Error('throttled')) };
    const { bridge, reader } = setUp({ connections });
    await bridge(frame(question));
    expect(reader.framesOf('c1')).toMatchObject([{ code: 'INTERNAL', retryable: true }]);
    expect(reader.closed).toEqual([]);
  });

  test('whose reader is gone when it fails is done with', async () => {
    const { bridge, reader } = setUp({ outcome: { kind: 'timeout' } });
    reader.leave('c1');
    expect(await bridge(frame(question))).toEqual({ statusCode: 200 });
  });
});
