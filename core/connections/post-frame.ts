import type { SocketFrame } from '../../contracts/socket-frames';

/** The reader has gone: there is nobody to send to. */
export class ConnectionGoneError extends Error {
  override readonly name = 'ConnectionGoneError';

  constructor(cause?: unknown) {
    super('The reader has closed the connection', { cause });
  }
}

/** Sends one frame to one connection, and resolves when the gateway has taken it. Rejects with `ConnectionGoneError` when the reader is gone. */
export type PostFrame = (connectionId: string, frame: SocketFrame) => Promise<void>;

/** Closes a connection; one that is closed already is no error. */
export type CloseConnection = (connectionId: string) => Promise<void>;
