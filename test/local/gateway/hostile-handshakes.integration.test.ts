import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { rawExchange } from '../../../chaos/fuzz/http/raw-exchange';
import { clientFrame, handshakeBytes } from '../../../chaos/fuzz/socket/client-frame';
import { type GatewayUnderTest, ok, startGatewayUnderTest } from '../../support/gateway-under-test';

const handshake = (
  more: Readonly<Record<string, string>> = {},
  { target = '/socket?token=valid', method = 'GET' } = {},
): Buffer => handshakeBytes(target, more, method);

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(5);
};

describe('a handshake', () => {
  let gateway: GatewayUnderTest;
  let admitMs = 0;
  beforeAll(async () => {
    gateway = await startGatewayUnderTest({
      bridge: async () => {
        await delay(admitMs);
        return ok();
      },
      options: { throttled: false },
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.events.length = 0;
    admitMs = 0;
  });

  const kinds = (): string[] => gateway.events.map(({ requestContext }) => requestContext.eventType);

  test.each<[string, Buffer, number, string, string[]]>([
    ['without a valid token', handshake({}, { target: '/socket?token=x' }), 401, 'UNAUTHORIZED', []],
    ['at another path', handshake({}, { target: '/elsewhere' }), 404, 'NOT_FOUND', []],
    ['that is a POST', handshake({}, { method: 'POST' }), 400, 'INVALID_REQUEST', []],
    ['with a short key', handshake({ 'Sec-WebSocket-Key': 'a' }), 400, 'INVALID_REQUEST', []],
    ['of an unknown version', handshake({ 'Sec-WebSocket-Version': '99' }), 400, 'INVALID_REQUEST', []],
    ['for another protocol', handshake({ Upgrade: 'h2c' }), 400, 'INVALID_REQUEST', []],
    [
      'with sub-protocols that are none',
      handshake({ 'Sec-WebSocket-Protocol': 'a,,b' }),
      400,
      'INVALID_REQUEST',
      ['CONNECT', 'DISCONNECT'],
    ],
  ])(
    '%s is refused in the documented shape, and the bridge keeps no connection',
    async (_what, bytes, status, code, events) => {
      const { replies } = await rawExchange(gateway.url, [{ bytes }]);
      expect(replies.map((reply) => reply.status)).toEqual([status]);
      expect(JSON.parse(replies[0]?.body ?? '')).toMatchObject({ code, retryable: false });
      expect(kinds()).toEqual(events);
    },
  );

  const connectAndSend = (...bytes: Buffer[]): Socket => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
    socket.write(Buffer.concat(bytes));
    return socket;
  };

  test.each<[string, (socket: Socket) => void]>([
    ['resets its connection', (socket) => socket.resetAndDestroy()],
    ['leaves', (socket) => socket.destroy()],
    ['closes its side', (socket) => socket.end()],
  ])(
    'whose client %s while the authorizer decides leaves the gateway up and no connection behind',
    async (_what, leave) => {
      admitMs = 100;
      const socket = connectAndSend(handshake());
      await until(() => gateway.events.length === 1);
      leave(socket);
      await until(() => gateway.events.length === 2);
      expect(kinds()).toEqual(['CONNECT', 'DISCONNECT']);
      expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    },
  );

  test('may have its first frames right behind it', async () => {
    const text = `{"action":"unheard","text":"${'x'.repeat(20_000)}"}`;
    const frame = clientFrame(1, Buffer.from(text));
    const socket = connectAndSend(handshake(), frame, frame, frame);
    await until(() => kinds().filter((kind) => kind === 'MESSAGE').length === 3);
    expect(gateway.events[1]?.body).toBe(text);
    socket.destroy();
    await until(() => kinds().includes('DISCONNECT'));
  });
});

describe('an open socket', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await startGatewayUnderTest({ options: { throttled: false } });
  });
  afterAll(() => gateway.close());

  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/socket?token=valid`);
    await once(socket, 'open');
    return socket;
  };

  test('is closed with 1003 by a binary frame, as API Gateway closes it, and the bridge sees nothing of it', async () => {
    const socket = await open();
    gateway.events.length = 0;
    const closed = once(socket, 'close');
    socket.send(Buffer.from('{"action":"ping"}'), { binary: true });
    expect((await closed)[0]).toBe(1003);
    await until(() => gateway.events.length === 1);
    expect(gateway.events[0]?.requestContext).toMatchObject({
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1003,
    });
  });

  test('of a client that pings for ever and reads no pong is cut off', async () => {
    gateway.events.length = 0;
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
    socket.write(handshake());
    await once(socket, 'data');
    socket.pause();
    const ping = clientFrame(9, Buffer.alloc(125));
    const pings = Buffer.concat(Array.from({ length: 1000 }, () => ping));
    while (
      !socket.destroyed &&
      !gateway.events.some(({ requestContext }) => requestContext.eventType === 'DISCONNECT')
    ) {
      socket.write(pings);
      await delay(1);
    }
    expect(socket.bytesRead).toBeLessThan(socket.bytesWritten);
    socket.destroy();
    await until(() => gateway.events.length >= 2);
  });

  test.each<[string, Buffer[], number]>([
    ['a frame without a mask', [Buffer.from([0x81, 2, 0x7b, 0x7d])], 1002],
    ['a frame with a reserved bit', [Buffer.from([0xc1, 0x80, 0, 0, 0, 0])], 1002],
    ['an unknown opcode', [clientFrame(3, Buffer.alloc(0))], 1002],
    ['a continuation of nothing', [clientFrame(0, Buffer.from('x'))], 1002],
    [
      'text in the middle of text',
      [clientFrame(1, Buffer.from('{'), { fin: false }), clientFrame(1, Buffer.from('}'))],
      1002,
    ],
    ['a long control frame', [clientFrame(9, Buffer.alloc(126))], 1002],
    ['text that is not UTF-8', [clientFrame(1, Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))], 1007],
    [
      'a message above 128 KB',
      Array.from({ length: 5 }, (_, at) =>
        clientFrame(at === 0 ? 1 : 0, Buffer.alloc(30_000, 32), { fin: at === 4 }),
      ),
      1009,
    ],
    [
      'a frame that says it has 2^63 bytes',
      [Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])],
      1009,
    ],
  ])('is closed with the right code by %s', async (_what, frames, code) => {
    gateway.events.length = 0;
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
    socket.write(Buffer.concat([handshake(), ...frames]));
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
    });
    await until(
      () =>
        gateway.events.some(({ requestContext }) => requestContext.eventType === 'DISCONNECT') ||
        received.includes(Buffer.from([code >> 8, code & 0xff])),
    );
    const close = received.indexOf(Buffer.from([0x88]), received.indexOf('\r\n\r\n'));
    expect(received.readUInt16BE(close + 2)).toBe(code);
    socket.destroy();
    await until(() => gateway.events.some(({ requestContext }) => requestContext.eventType === 'DISCONNECT'));
  });
});
