import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parseReplies, type RawReply } from './parse-replies';

/** Bytes, and how long to wait before the next ones, in milliseconds. */
export interface Piece {
  readonly bytes: Buffer;
  readonly pauseMs?: number;
}

export interface RawOutcome {
  readonly replies: readonly RawReply[];
  /** How the connection ended; `open`: nothing more came within the time. */
  readonly end: 'closed' | 'reset' | 'open';
  /** The replies that did come, where they do not parse. */
  readonly outOfStep?: string;
}

const portOf = (url: string): number => Number(new URL(url).port);

/** Replies that are complete so far; none where they do not parse, which the end will tell. */
const countReplies = (received: Buffer, withoutBody: boolean): number => {
  try {
    return parseReplies(received, withoutBody).length;
  } catch {
    return 0;
  }
};

/**
 * Sends bytes as they are and reads what comes back, until `expected` whole replies are there, the connection ends, or
 * nothing has come for `quietMs` after the last piece. Rejects only when nobody listens.
 */
export const rawExchange = (
  url: string,
  pieces: readonly Piece[],
  options: { readonly expected?: number; readonly quietMs?: number; readonly withoutBody?: boolean } = {},
): Promise<RawOutcome> =>
  new Promise((resolve, reject) => {
    const { expected = 1, quietMs = 5000, withoutBody = false } = options;
    const socket = connect(portOf(url), '127.0.0.1');
    let received = Buffer.alloc(0);
    let timer: NodeJS.Timeout | undefined;
    const settle = (end: RawOutcome['end']): void => {
      clearTimeout(timer);
      socket.removeAllListeners().on('error', () => undefined);
      socket.destroy();
      try {
        resolve({ replies: parseReplies(received, withoutBody), end });
      } catch (error) {
        resolve({ replies: [], end, outOfStep: error instanceof Error ? error.message : String(error) });
      }
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => settle('open'), quietMs);
    };
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      wait();
      if (countReplies(received, withoutBody) >= expected) settle('open');
    });
    socket.on('close', () => settle('closed'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
      else settle('reset');
    });
    const send = async (): Promise<void> => {
      for (const { bytes, pauseMs = 0 } of pieces) {
        if (socket.destroyed) return;
        socket.write(bytes);
        if (pauseMs > 0) await delay(pauseMs);
      }
      wait();
    };
    socket.once('connect', () => void send());
  });
