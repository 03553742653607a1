import type { IncomingHttpHeaders } from 'node:http';

/** What HTTP/1.1's and HTTP/2's responses have in common. */
export interface Reply {
  readonly headersSent: boolean;
  readonly destroyed?: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  write(chunk: Uint8Array): boolean;
  end(chunk?: Uint8Array | string): unknown;
}

/** One request and its answer, over either protocol. */
export interface Exchange {
  readonly method: string;
  /** Still URL-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly reply: Reply;
  /** Aborted when the caller went away before the answer was finished. */
  readonly gone: AbortSignal;
  body(): Promise<Buffer>;
  /** Breaks the connection, as a host does that dies. */
  reset(): void;
}

export type HandleExchange = (exchange: Exchange) => Promise<void>;
