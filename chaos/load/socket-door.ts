import { WebSocket } from 'ws';
import type { SocketFrame } from '../../contracts/socket-frames';
import { HandshakeRefused, openWebSocket } from '../clients/open-web-socket';
import type { Outcome } from '../clients/outcome';
import { parseFrame } from '../clients/parse-frame';
import { readError } from '../clients/read-rest-reply';
import { AnswerInProgress } from './answer-in-progress';
import type { DoorClient, MessageRequest } from './door-client';
import type { Stray } from './ledger';

/** Longer than the socket bridge lets anybody wait. */
const silenceMs = 35_000;

interface Options {
  readonly gateway: string;
  readonly token: string;
  readonly customer: string;
  readonly strays: Stray[];
  /** Asked once in each answer, when its first text is there: whether the customer's connection breaks now. */
  readonly drops: () => boolean;
}

interface Waiting {
  readonly requestId: string;
  readonly answer: AnswerInProgress;
  readonly settle: (outcome: Outcome) => void;
  dropAsked: boolean;
}

/** What was on its way when a process died, and the customer was told so by another, comes within this, in milliseconds. */
const onItsWayMs = 1_000;

/** A customer's socket, opened again when it is needed and not there. */
export class SocketDoor implements DoorClient {
  readonly #options: Options;
  #socket: WebSocket | undefined;
  #waiting: Waiting | undefined;
  #lost: { readonly requestId: string; readonly at: number } | undefined;
  #last: { readonly kind: Outcome['kind']; readonly at: number } | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  async send(request: MessageRequest): Promise<Outcome> {
    const refused = await this.#connect();
    if (refused !== undefined) return refused;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle({ kind: 'silent' });
        this.#socket?.terminate();
      }, silenceMs);
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#waiting = {
        requestId: request.requestId,
        answer: new AnswerInProgress(),
        settle,
        dropAsked: false,
      };
      this.#socket?.send(JSON.stringify(request));
    });
  }

  close(): void {
    this.#socket?.terminate();
  }

  #settle(outcome: Outcome): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    this.#last = { kind: outcome.kind, at: Date.now() };
    waiting.settle(outcome);
  }

  #receive(text: string): void {
    const waiting = this.#waiting;
    let frame: SocketFrame;
    try {
      frame = parseFrame(text);
    } catch (error) {
      if (waiting === undefined) this.#stray(text);
      else this.#settle({ kind: 'undocumented', problem: String(error) });
      return;
    }
    if (waiting === undefined || frame.requestId !== waiting.requestId) {
      if (!this.#wasOnItsWay(frame)) this.#stray(text);
      return;
    }
    const outcome = waiting.answer.take(frame);
    if (outcome?.kind === 'refused' && outcome.retryable)
      this.#lost = { requestId: waiting.requestId, at: Date.now() };
    if (outcome !== undefined) this.#settle(outcome);
    else if (waiting.answer.hasBegun && !waiting.dropAsked) {
      waiting.dropAsked = true;
      if (!this.#options.drops()) return;
      this.#settle({ kind: 'dropped' });
      this.#socket?.terminate();
    }
  }

  #wasOnItsWay({ requestId }: SocketFrame): boolean {
    const lost = this.#lost;
    return lost !== undefined && requestId === lost.requestId && Date.now() - lost.at < onItsWayMs;
  }

  #stray(text: string): void {
    const at = Date.now();
    const last = this.#last;
    const after = last === undefined ? 'nothing' : `${last.kind}, ${at - last.at} ms before`;
    this.#options.strays.push({ customer: this.#options.customer, frame: text.slice(0, 300), at, after });
  }

  /** Answers why there is no connection, or undefined when there is one. */
  async #connect(): Promise<Outcome | undefined> {
    if (this.#socket?.readyState === WebSocket.OPEN) return undefined;
    const { gateway, token } = this.#options;
    let opened: WebSocket;
    try {
      opened = await openWebSocket(gateway, token, silenceMs);
    } catch (error) {
      if (error instanceof HandshakeRefused) return readError(error.reply);
      return { kind: 'broken', reason: String(error) };
    }
    opened.on('message', (data: Buffer) => {
      if (this.#socket === opened) this.#receive(data.toString());
    });
    opened.on('close', (code) => {
      if (this.#socket === opened) this.#settle({ kind: 'broken', reason: `closed with ${code}` });
    });
    this.#socket = opened;
    return undefined;
  }
}
