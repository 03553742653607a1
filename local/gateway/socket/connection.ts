import type { WebSocket } from 'ws';
import type { Now } from '../../../core/clock';

/** What API Gateway knows about an open connection. */
export interface ConnectionFacts {
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** The authorizer's verdict, which each event of the connection carries. */
  readonly authorizer: Readonly<Record<string, string>>;
}

/** Idle for 10 minutes or open for 2 hours: closed (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html). */
export const idleTimeoutMs = 10 * 60 * 1000;
export const connectionDurationMs = 2 * 60 * 60 * 1000;

/** A frame that its reader has not taken within this time is given up with its connection. */
export const slowReaderMs = 4000;

/** Bytes that may wait for a reader before whoever posts has to wait too. */
const bufferedBytes = 128 * 1024;

const goingAway = 1001;

/** One open socket: sends, counts as active when something moves, and closes when nothing does. */
export class Connection {
  readonly facts: ConnectionFacts;
  lastActiveAt: number;
  readonly #socket: WebSocket;
  readonly #now: Now;
  readonly #endTimer: NodeJS.Timeout;
  #idleTimer: NodeJS.Timeout;

  constructor(facts: ConnectionFacts, socket: WebSocket, now: Now) {
    this.facts = facts;
    this.lastActiveAt = facts.connectedAt;
    this.#socket = socket;
    this.#now = now;
    this.#endTimer = setTimeout(() => this.close(goingAway), connectionDurationMs).unref();
    this.#idleTimer = this.#startIdleTimer();
    // The library answers pings by itself, also for a client that reads none of its pongs.
    socket.on('ping', () => {
      if (socket.bufferedAmount > bufferedBytes) socket.terminate();
    });
    socket.once('close', () => {
      clearTimeout(this.#endTimer);
      clearTimeout(this.#idleTimer);
    });
  }

  /** A message came from the client or goes to it: the idle time begins again. */
  touch(): void {
    this.lastActiveAt = this.#now();
    clearTimeout(this.#idleTimer);
    this.#idleTimer = this.#startIdleTimer();
  }

  /** Resolves with whether the frame is on its way; a reader that takes nothing any more loses its connection. */
  send(text: string): Promise<boolean> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve(false);
    this.touch();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#socket.terminate();
        resolve(false);
      }, slowReaderMs);
      const settle = (sent: boolean): void => {
        clearTimeout(timer);
        resolve(sent);
      };
      this.#socket.send(text, (error) => settle(error === undefined || error === null));
      if (this.#socket.bufferedAmount <= bufferedBytes && this.#socket.readyState === this.#socket.OPEN)
        settle(true);
    });
  }

  close(code = 1000): void {
    this.#socket.close(code);
  }

  #startIdleTimer(): NodeJS.Timeout {
    return setTimeout(() => this.close(goingAway), idleTimeoutMs).unref();
  }
}
