import { connect } from 'node:net';
import type { Received } from './judge-frames';
import { readServerFrames } from './read-server-frames';

/** A connection to a socket's server that carries any bytes and reads what comes back. */
export interface FrameConnection {
  write(bytes: Buffer): void;
  /** Ends the client's side. */
  end(): void;
  received(): Received;
  /** Resolves when it is so, or the connection has ended, or the time is over. */
  until(isSo: (received: Received) => boolean, patienceMs: number): Promise<void>;
  destroy(): void;
}

export const openFrameConnection = (url: string): FrameConnection => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let bytes = Buffer.alloc(0);
  let ended = false;
  let look = (): void => undefined;
  const received = (): Received => ({ ...readServerFrames(bytes), ended });
  // A reset is an end too.
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    look();
  });
  socket.on('close', () => {
    ended = true;
    look();
  });
  return {
    write: (more) => void socket.write(more),
    end: () => void socket.end(),
    received,
    until: (isSo, patienceMs) =>
      new Promise((resolve) => {
        const settle = (): void => {
          clearTimeout(timer);
          look = () => undefined;
          resolve();
        };
        const timer = setTimeout(settle, patienceMs);
        look = () => {
          if (ended || isSo(received())) settle();
        };
        look();
      }),
    destroy: () => void socket.destroy(),
  };
};
