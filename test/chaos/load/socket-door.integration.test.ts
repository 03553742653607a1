import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { requestOf } from '../../../chaos/load/door-client';
import type { Stray } from '../../../chaos/load/ledger';
import { SocketDoor } from '../../../chaos/load/socket-door';
import { waitUntil } from '../../../chaos/wait-until';
import { messageOf } from '../../support/chaos-evidence';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const doorTo = (gateway: string) => {
  const strays: Stray[] = [];
  const door = new SocketDoor({ gateway, token: 't', customer: 'socket-1', strays, drops: () => false });
  undo.push(() => door.close());
  return { door, strays };
};

const error = { code: 'INTERNAL', message: 'sorry', retryable: true, requestId: 'g-1' };

describe('a handshake that is refused', () => {
  const refuse = async (status: number, body: string) => {
    const server = createServer();
    server.on('upgrade', (_, socket) => {
      socket.end(
        `HTTP/1.1 ${status} x\r\nconnection: close\r\nx-request-id: g-1\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
    return doorTo(await listen(server)).door.send(requestOf(messageOf(), undefined));
  };

  it('is what its error body says', async () => {
    expect(await refuse(500, JSON.stringify(error))).toEqual({
      kind: 'refused',
      code: 'INTERNAL',
      retryable: true,
    });
  });

  it('is undocumented without one', async () => {
    expect(await refuse(502, 'Bad Gateway')).toMatchObject({ kind: 'undocumented' });
    expect(await refuse(500, '')).toMatchObject({ kind: 'undocumented' });
  });

  it('is a broken connection when nobody answers', async () => {
    const server = createServer();
    server.on('upgrade', (_, socket) => socket.destroy());
    const { door } = doorTo(await listen(server));
    expect(await door.send(requestOf(messageOf(), undefined))).toMatchObject({ kind: 'broken' });
  });
});

describe('a frame on an open socket', () => {
  const answering = async (frames: readonly string[]) => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    undo.push(() => {
      for (const client of sockets.clients) client.terminate();
    });
    sockets.on('connection', (socket) => {
      socket.on('message', () => {
        for (const frame of frames) socket.send(frame);
      });
    });
    const { door, strays } = doorTo(await listen(server));
    return { outcome: await door.send(requestOf(messageOf(), undefined)), strays };
  };
  const refusal = JSON.stringify({ type: 'error', ...error, requestId: messageOf().requestId });

  it('that nobody waits for is a stray, whether it can be read or not', async () => {
    const { outcome, strays } = await answering([refusal, '{"type":"pong"}', '{"type":"unheard-of"}', '{']);
    expect(outcome).toMatchObject({ kind: 'refused' });
    await waitUntil('all have come', () => strays.length === 3, { timeoutMs: 5_000, everyMs: 10 });
    expect(strays.map(({ frame }) => frame)).toEqual(['{"type":"pong"}', '{"type":"unheard-of"}', '{']);
  });

  it('that cannot be read is the outcome of who waits', async () => {
    expect((await answering(['{'])).outcome).toMatchObject({ kind: 'undocumented' });
  });
});
