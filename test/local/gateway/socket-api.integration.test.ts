import { once } from 'node:events';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { WebSocket } from 'ws';
import {
  type BridgeEvent,
  type GatewayUnderTest,
  ok,
  startGatewayUnderTest,
} from '../../support/gateway-under-test';

const socketUrl = (gateway: GatewayUnderTest, query = '?token=valid'): string =>
  `${gateway.url.replace('http', 'ws')}/socket${query}`;

const open = async (gateway: GatewayUnderTest, protocols: string[] = []): Promise<WebSocket> => {
  const socket = new WebSocket(socketUrl(gateway), protocols);
  await once(socket, 'open');
  return socket;
};

const messagesTo = (gateway: GatewayUnderTest): BridgeEvent[] =>
  gateway.events.filter(({ requestContext }) => requestContext.eventType === 'MESSAGE');

const nextFrame = async (socket: WebSocket): Promise<unknown> => {
  const [data] = await once(socket, 'message');
  return JSON.parse(String(data));
};

const ask = (socket: WebSocket, frame: unknown): Promise<unknown> => {
  const answer = nextFrame(socket);
  socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return answer;
};

/** Closes a socket and waits until the bridge has heard of it, so that the next test starts with nobody there. */
const leave = async (socket: WebSocket, gateway: GatewayUnderTest): Promise<void> => {
  const heard = gateway.events.length + 1;
  socket.close();
  await until(() => gateway.events.length >= heard);
};

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A bridge that answers each message with its route and its body. */
const echo = (management: () => ApiGatewayManagementApiClient) => async (event: BridgeEvent) => {
  const { routeKey, eventType, connectionId } = event.requestContext;
  if (eventType === 'MESSAGE')
    await management().send(
      new PostToConnectionCommand({
        ConnectionId: connectionId,
        Data: JSON.stringify({ routeKey, body: event.body }),
      }),
    );
  return ok();
};

describe('a socket', () => {
  let gateway: GatewayUnderTest;
  let management: ApiGatewayManagementApiClient;

  beforeAll(async () => {
    gateway = await startGatewayUnderTest({ bridge: echo(() => management) });
    management = new ApiGatewayManagementApiClient({
      endpoint: gateway.connectionsUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    management.destroy();
    await gateway.close();
  });
  beforeEach(() => {
    gateway.events.length = 0;
  });

  test('without a valid token is refused with 401 and never reaches the bridge', async () => {
    const socket = new WebSocket(socketUrl(gateway, '?token=other'));
    const [error] = await once(socket, 'error').catch((thrown: unknown) => [thrown]);
    expect(String(error)).toContain('401');
    expect(gateway.events).toEqual([]);
  });

  test('tells the bridge when it opens and closes, with the authorizer’s verdict', async () => {
    const socket = await open(gateway);
    socket.close(1000);
    await until(() => gateway.events.length === 2);
    expect(gateway.events.map(({ requestContext }) => requestContext)).toMatchObject([
      {
        routeKey: '$connect',
        eventType: 'CONNECT',
        authorizer: { principalId: 'guest:1', expiresAt: '1900000000' },
      },
      { routeKey: '$disconnect', eventType: 'DISCONNECT', disconnectStatusCode: 1000 },
    ]);
  });

  test.each([
    [{ action: 'sendMessage', data: { message: 'こんにちは' } }, 'sendMessage'],
    [{ action: 'unheard' }, '$default'],
    [{ action: '$connect' }, '$default'],
    ['no JSON', '$default'],
  ])('sends %j to the route %s', async (frame, routeKey) => {
    const socket = await open(gateway);
    expect(await ask(socket, frame)).toEqual({
      routeKey,
      body: typeof frame === 'string' ? frame : JSON.stringify(frame),
    });
    await leave(socket, gateway);
  });

  test('answers a ping itself', async () => {
    const socket = await open(gateway);
    expect(await ask(socket, { action: 'ping', requestId: 'p1' })).toEqual({ type: 'pong', requestId: 'p1' });
    expect(await ask(socket, { action: 'ping' })).toEqual({ type: 'pong' });
    expect(messagesTo(gateway)).toEqual([]);
    await leave(socket, gateway);
  });

  test('hears which field the model refuses', async () => {
    const socket = await open(gateway);
    const frame = { action: 'sendMessage', requestId: 'r1', data: { preferredLanguage: 'fr' } };
    expect(await ask(socket, frame)).toEqual({
      type: 'error',
      requestId: 'r1',
      code: 'INVALID_REQUEST',
      message: 'The request is not valid.',
      retryable: false,
      details: [{ field: 'data.preferredLanguage', problem: 'must be one of ja, en, zh' }],
    });
    await leave(socket, gateway);
  });

  test('is closed with 1009 by a frame above 32 KB, also when its message is not too long', async () => {
    const socket = await open(gateway);
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ action: 'sendMessage', data: { message: 'x'.repeat(33 * 1024) } }));
    const [code] = await closed;
    expect(code).toBe(1009);
    await until(() => gateway.events.length === 2);
    expect(gateway.events.map(({ requestContext }) => requestContext.routeKey)).toEqual([
      '$connect',
      '$disconnect',
    ]);
  });

  test('takes a long message in several frames', async () => {
    const socket = await open(gateway);
    const answer = nextFrame(socket);
    const text = `{"action":"unheard","text":"${'あ'.repeat(20_000)}"}`;
    const bytes = Buffer.from(text);
    socket.send(bytes.subarray(0, 30_000), { fin: false, binary: false });
    socket.send(bytes.subarray(30_000, 60_000), { fin: false, binary: false });
    socket.send(bytes.subarray(60_000), { fin: true, binary: false });
    expect(await answer).toEqual({ routeKey: '$default', body: text });
    await leave(socket, gateway);
  });

  test('can be asked about and closed by its id, and is gone afterwards', async () => {
    const socket = await open(gateway);
    const ConnectionId = gateway.events[0]?.requestContext.connectionId;
    expect(await management.send(new GetConnectionCommand({ ConnectionId }))).toMatchObject({
      ConnectedAt: expect.any(Date),
      Identity: { SourceIp: '127.0.0.1' },
    });
    const closed = once(socket, 'close');
    await management.send(new DeleteConnectionCommand({ ConnectionId }));
    await closed;
    await until(() => gateway.events.length === 2);
    await expect(management.send(new PostToConnectionCommand({ ConnectionId, Data: 'x' }))).rejects.toThrow(
      GoneException,
    );
  });

  test('that is not at the socket’s path does not exist', async () => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/elsewhere`);
    const [error] = await once(socket, 'error').catch((thrown: unknown) => [thrown]);
    expect(String(error)).toContain('404');
  });
});

describe('the bridge', () => {
  test('decides about the handshake, and about the sub-protocol that a browser hears back', async () => {
    const gateway = await startGatewayUnderTest({
      bridge: async ({ headers }) =>
        headers?.['Sec-WebSocket-Protocol'] === undefined
          ? ok({ statusCode: 403 })
          : ok({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'manga-assist' } }),
    });
    const socket = await open(gateway, ['manga-assist', 'token']);
    expect(socket.protocol).toBe('manga-assist');
    socket.close();
    const refused = new WebSocket(socketUrl(gateway));
    const [error] = await once(refused, 'error').catch((thrown: unknown) => [thrown]);
    expect(String(error)).toContain('403');
    await gateway.close();
  });

  test('that crashes leaves an error frame, never silence', async () => {
    const gateway = await startGatewayUnderTest({
      bridge: async ({ requestContext }) =>
        requestContext.eventType === 'MESSAGE'
          ? { ok: false, error: { errorType: 'Runtime.ExitError', errorMessage: 'was ended by SIGKILL' } }
          : ok(),
    });
    const socket = await open(gateway);
    expect(
      await ask(socket, { action: 'sendMessage', requestId: 'r1', data: { message: 'x' } }),
    ).toMatchObject({
      type: 'error',
      requestId: 'r1',
      code: 'INTERNAL',
      retryable: true,
    });
    socket.close();
    await gateway.close();
  });
});

test('closing the gateway closes its sockets with 1001', async () => {
  const gateway = await startGatewayUnderTest();
  const socket = await open(gateway);
  const closed = once(socket, 'close');
  await gateway.close();
  expect((await closed)[0]).toBe(1001);
});
