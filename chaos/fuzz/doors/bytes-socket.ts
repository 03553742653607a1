import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type DoorAnswer, frameAnswer, silence } from './door-answer';
import type { Doors } from './doors';

const patienceMs = 40_000;
/** Below what a frame may have, so that a longer message comes in several. */
const frameBytes = 30_000;

export type SocketAnswer = DoorAnswer & { readonly closedWith?: number };

/** One socket that is opened again when it was closed. It carries one message at a time: what is not valid has no id to match by. */
export class BytesSocket {
  readonly #doors: Doors;
  #socket: WebSocket | undefined;

  constructor(doors: Doors) {
    this.#doors = doors;
  }

  async ask(bytes: Buffer): Promise<SocketAnswer> {
    const socket = await this.#open().catch(String);
    if (typeof socket === 'string') return { details: '[]', problem: `the handshake failed: ${socket}` };
    return new Promise((resolve) => {
      const settle = (answer: SocketAnswer): void => {
        clearTimeout(timer);
        socket.off('message', onMessage).off('close', onClose);
        resolve(answer);
      };
      const onMessage = (data: Buffer): void => {
        const { isLast, ...answer } = frameAnswer(data.toString());
        if (isLast) settle(answer);
      };
      const onClose = (closedWith: number): void => settle({ details: '[]', closedWith });
      const timer = setTimeout(() => {
        this.close();
        settle(silence(patienceMs));
      }, patienceMs);
      socket.on('message', onMessage).on('close', onClose);
      for (let at = 0; at === 0 || at < bytes.length; at += frameBytes)
        socket.send(bytes.subarray(at, at + frameBytes), {
          binary: false,
          fin: at + frameBytes >= bytes.length,
        });
    });
  }

  close(): void {
    this.#socket?.terminate();
  }

  async #open(): Promise<WebSocket> {
    if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket;
    const { gateway, token } = this.#doors;
    const socket = new WebSocket(`${gateway.replace('http', 'ws')}/socket`, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
    });
    await once(socket, 'open');
    // It is closed after an error; that is what is looked at.
    socket.on('error', () => undefined);
    this.#socket = socket;
    return socket;
  }
}
