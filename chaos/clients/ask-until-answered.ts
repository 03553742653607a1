import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, SocketClient, SocketRequest } from './socket-client';

export interface Answered {
  /** The last exchange. */
  readonly exchange: Exchange;
  /** The codes of the error frames before it. */
  readonly errors: readonly string[];
}

/** Asks as a well-behaved client does: an error frame that is `retryable` is followed by the same request, when the server says. */
export const askUntilAnswered = async (
  socket: SocketClient,
  request: SocketRequest,
  maxTries = 8,
): Promise<Answered> => {
  const errors: string[] = [];
  for (;;) {
    const exchange = await socket.ask(request);
    const last = exchange.frames.at(-1);
    if (last?.type !== 'error' || !last.retryable || errors.length + 1 >= maxTries)
      return { exchange, errors };
    errors.push(last.code);
    await delay((last.retryAfterSeconds ?? 1) * 1000);
  }
};
