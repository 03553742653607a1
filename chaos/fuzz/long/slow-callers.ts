import { connect, type Socket } from 'node:net';
import { requestLimitsMs } from '../../../local/gateway/request-limits';

/** How callers of one kind fare. */
export interface SlowCallers {
  readonly kind: string;
  /** How long the gateway gives such a request, in milliseconds. */
  readonly limitMs: number;
  /** Connections that the gateway ended, and how many of those with 408. */
  readonly ended: number;
  readonly toldSo: number;
  /** The longest that one lived, or has lived so far, in milliseconds. */
  readonly longestMs: number;
}

interface SlowKind {
  readonly kind: string;
  /** With what a caller begins, and with what it goes on, a little at a time. */
  readonly head: string;
  readonly more: string;
  readonly limitMs: number;
}

const everyMs = 1500;

const slowKinds: readonly SlowKind[] = [
  {
    kind: 'a head without an end',
    head: 'GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    more: 'a',
    limitMs: requestLimitsMs.head,
  },
  {
    kind: 'a body of a stated length',
    head: 'POST /guest HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n',
    more: 'a',
    limitMs: requestLimitsMs.whole,
  },
  {
    kind: 'a body in chunks',
    head: 'POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n1\r\n{\r\n',
    more: '1\r\n \r\n',
    limitMs: requestLimitsMs.whole,
  },
];

const startKind = ({ kind, head, more, limitMs }: SlowKind, url: string, count: number) => {
  const open = new Map<Socket, number>();
  let stopped = false;
  let ended = 0;
  let toldSo = 0;
  let longestMs = 0;

  const call = (): void => {
    const startedAt = Date.now();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    open.set(socket, startedAt);
    socket.setEncoding('latin1').on('data', (text) => {
      received += String(text);
    });
    socket.on('error', () => undefined);
    socket.write(head);
    const timer = setInterval(() => socket.write(more), everyMs);
    socket.once('close', () => {
      clearInterval(timer);
      open.delete(socket);
      if (stopped) return;
      ended += 1;
      if (received.startsWith('HTTP/1.1 408 ') && received.includes('"code":"REQUEST_TIMEOUT"')) toldSo += 1;
      longestMs = Math.max(longestMs, Date.now() - startedAt);
      call();
    });
  };
  for (let number = 0; number < count; number += 1) call();

  return {
    figures: (): SlowCallers => {
      const ages = Array.from(open.values(), (startedAt) => Date.now() - startedAt);
      return { kind, limitMs, ended, toldSo, longestMs: Math.max(longestMs, ...ages) };
    },
    stop: (): void => {
      stopped = true;
      for (const socket of open.keys()) socket.destroy();
    },
  };
};

/** Callers that begin a request and go on with a byte now and then, so many of each kind; one that is cut off begins again. */
export const startSlowCallers = (url: string, countOfEach: number) => {
  const kinds = slowKinds.map((kind) => startKind(kind, url, countOfEach));
  return {
    figures: (): readonly SlowCallers[] => kinds.map(({ figures }) => figures()),
    stop: (): void => {
      for (const kind of kinds) kind.stop();
    },
  };
};
