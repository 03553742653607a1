import { Agent, request } from 'node:http';

/** A reply that is none: the status says why. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`${path} answered ${status}`);
  }
}

export interface HttpClient {
  /** Resolves with the milliseconds until the whole reply was there. Rejects with a `RefusedError` for another status than 200. */
  post(url: URL, body: string, headers?: Readonly<Record<string, string>>): Promise<number>;
  close(): void;
}

/** A client that costs little itself: kept connections, and bodies that nobody parses. */
export const createHttpClient = (): HttpClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1024 });
  return {
    post: (url, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now();
        const outgoing = request(url, {
          method: 'POST',
          agent,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            ...headers,
          },
        });
        outgoing.on('response', (incoming) => {
          const { statusCode = 0 } = incoming;
          incoming.resume();
          incoming.on('error', reject);
          incoming.on('end', () => {
            if (statusCode === 200) resolve(performance.now() - startedAt);
            else reject(new RefusedError(statusCode, url.pathname));
          });
        });
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
};
