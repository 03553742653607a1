import { connect, type Socket } from 'node:net';

export interface SlowCallers {
  /** Connections that the gateway ended, and how many of those with 408. */
  readonly ended: () => number;
  readonly toldSo: () => number;
  /** The longest that one lived, in milliseconds. */
  readonly longestMs: () => number;
  stop(): void;
}

const everyMs = 1500;

const heads = [
  'GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  'POST /guest HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n',
  'POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n1\r\n{\r\n',
];

/** Callers that begin a request and go on with a byte now and then; one that is cut off begins again. */
export const startSlowCallers = (url: string, count: number): SlowCallers => {
  const open = new Set<Socket>();
  let stopped = false;
  let ended = 0;
  let toldSo = 0;
  let longestMs = 0;

  const call = (number: number): void => {
    const startedAt = Date.now();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    open.add(socket);
    socket.setEncoding('latin1').on('data', (text) => {
      received += String(text);
    });
    socket.on('error', () => undefined);
    socket.write(heads[number % heads.length] ?? '');
    const chunked = number % heads.length === 2;
    const timer = setInterval(() => socket.write(chunked ? '1\r\n \r\n' : 'a'), everyMs);
    socket.once('close', () => {
      clearInterval(timer);
      open.delete(socket);
      if (stopped) return;
      ended += 1;
      if (received.startsWith('HTTP/1.1 408 ') && received.includes('"code":"REQUEST_TIMEOUT"')) toldSo += 1;
      longestMs = Math.max(longestMs, Date.now() - startedAt);
      call(number);
    });
  };
  for (let number = 0; number < count; number += 1) call(number);

  return {
    ended: () => ended,
    toldSo: () => toldSo,
    longestMs: () => longestMs,
    stop: () => {
      stopped = true;
      for (const socket of open) socket.destroy();
    },
  };
};
