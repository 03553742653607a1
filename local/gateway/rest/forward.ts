import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';
import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import type { Refusal } from './refusal';

/** API Gateway gives an integration 29 s (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html). */
export const integrationTimeoutMs = 29_000;

/**
 * Connections to the orchestrator, all of them kept: a server whose thread is busy accepts new ones slowly, and a request
 * that waits for its connection waits longer than one that waits for another's end.
 */
const connections = Math.ceil(1.25 * defaultRuntimeConfig.max_in_flight);

/** Headers of one hop, which are not passed on (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
];

const passedOn = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.includes(name) ? [] : [[name, value]],
    ),
  );

export interface ForwardedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A connection that was kept alive and that the orchestrator has just closed: the request never reached it. */
class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError';
}

interface Options {
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** Sends requests on to the orchestrator. What it answers goes to the caller as it is; that it does not is a refusal. */
export const createForward = ({ baseUrl, timeoutMs }: Options) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });

  const ask = (forwarded: ForwardedRequest, signal: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { ...passedOn(forwarded.headers), 'content-length': String(forwarded.body.length) };
      const outgoing = openRequest(
        `${baseUrl}${forwarded.url}`,
        { method: forwarded.method, agent, headers, signal },
        resolve,
      );
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        const stale = outgoing.reusedSocket && error.code === 'ECONNRESET';
        reject(stale ? new StaleConnectionError(error.message, { cause: error }) : error);
      });
      outgoing.end(forwarded.body);
    });

  const askAgainWhenStale = async (
    forwarded: ForwardedRequest,
    signal: AbortSignal,
  ): Promise<IncomingMessage> => {
    try {
      return await ask(forwarded, signal);
    } catch (error) {
      if (error instanceof StaleConnectionError) return askAgainWhenStale(forwarded, signal);
      throw error;
    }
  };

  return async (
    forwarded: ForwardedRequest,
    response: ServerResponse,
    own: Readonly<Record<string, string>>,
  ): Promise<Refusal | undefined> => {
    const late = AbortSignal.timeout(timeoutMs);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const answer = await askAgainWhenStale(forwarded, AbortSignal.any([late, gone.signal]));
      response.writeHead(answer.statusCode ?? 502, { ...passedOn(answer.headers), ...own });
      await pipeline(answer, response);
      return undefined;
    } catch {
      if (gone.signal.aborted) return undefined;
      if (response.headersSent) {
        response.destroy();
        return undefined;
      }
      return late.aborted ? { code: 'DEADLINE_EXCEEDED' } : { code: 'OVERLOADED', retryAfterSeconds: 1 };
    }
  };
};

export type Forward = ReturnType<typeof createForward>;
