import { once } from 'node:events';
import type { ChatRequest } from '../../contracts/chat-request';
import type { SocketFrame } from '../../contracts/socket-frames';
import { openWebSocket } from './open-web-socket';
import { parseFrame } from './parse-frame';

export type SocketRequest = ChatRequest & { readonly requestId: string };

/** How one request ended for its reader. */
export interface Exchange {
  readonly requestId: string;
  /** In the order in which they came. */
  readonly frames: readonly SocketFrame[];
  /** `last-frame`: as it should, with an answer or an error. */
  readonly ended: 'last-frame' | 'closed' | 'silence';
  /** The texts of the answer, one after the other. */
  readonly text: string;
  readonly milliseconds: number;
}

/** A customer's side of one socket. */
export interface SocketClient {
  /** Sends a request. Resolves, always, when its last frame is there, the socket has closed, or nothing came for `silenceMs`. */
  ask(request: SocketRequest, onFrame?: (frame: SocketFrame) => void): Promise<Exchange>;
  /** What came that no request of this client waited for; broken frames too. */
  readonly strays: readonly string[];
  close(): Promise<void>;
}

interface Waiting {
  readonly receive: (frame: SocketFrame) => void;
  readonly settle: (ended: Exchange['ended']) => void;
  restart(): void;
}

/** Longer than the server lets anybody wait: the socket bridge gives up after 28 s. */
const defaultSilenceMs = 35_000;

const textOf = (frames: readonly SocketFrame[]): string =>
  frames.map((frame) => (frame.type === 'delta' ? frame.text : '')).join('');

const isLast = ({ type }: SocketFrame): boolean => type !== 'start' && type !== 'delta';

/** Opens a socket of the running system; rejects as `openWebSocket` does. */
export const openSocket = async (
  gateway: string,
  token: string,
  silenceMs = defaultSilenceMs,
): Promise<SocketClient> => {
  const socket = await openWebSocket(gateway, token, silenceMs);
  const waiting = new Map<string, Waiting>();
  const strays: string[] = [];

  const receive = (text: string): void => {
    const frame = parseFrame(text);
    const request = waiting.get(frame.requestId ?? '');
    if (request === undefined) {
      strays.push(text);
      return;
    }
    request.receive(frame);
    if (isLast(frame)) request.settle('last-frame');
    else request.restart();
  };

  socket.on('message', (data: Buffer) => {
    try {
      receive(data.toString());
    } catch (error) {
      strays.push(String(error));
    }
  });
  socket.on('close', () => {
    for (const request of waiting.values()) request.settle('closed');
  });

  return {
    strays,
    ask: (request, onFrame) =>
      new Promise((resolve) => {
        const { requestId } = request;
        const startedAt = performance.now();
        const frames: SocketFrame[] = [];
        let timer: NodeJS.Timeout | undefined;
        const settle = (ended: Exchange['ended']): void => {
          clearTimeout(timer);
          waiting.delete(requestId);
          const milliseconds = performance.now() - startedAt;
          resolve({ requestId, frames, ended, text: textOf(frames), milliseconds });
        };
        const restart = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => settle('silence'), silenceMs);
        };
        if (socket.readyState !== socket.OPEN) {
          settle('closed');
          return;
        }
        const keep = (frame: SocketFrame): void => {
          frames.push(frame);
          onFrame?.(frame);
        };
        waiting.set(requestId, { receive: keep, settle, restart });
        restart();
        socket.send(JSON.stringify(request));
      }),
    close: async () => {
      if (socket.readyState === socket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
};
