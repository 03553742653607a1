import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody } from '../rest/read-body';
import type { Connection } from '../socket/connection';
import { maxSocketMessageBytes } from '../socket/socket-api';

interface Dependencies {
  readonly find: (connectionId: string) => Connection | undefined;
  readonly log: (line: string) => void;
}

const path = /^(?:\/[^/@]+)?\/@connections\/([^/?]+)$/;

/** Empty where the address names none. */
const connectionIdOf = (url: string): string => {
  try {
    return decodeURIComponent(path.exec(url)?.[1] ?? '');
  } catch {
    return '';
  }
};

const fail = (response: ServerResponse, status: number, type: string): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ message: type }));
};

const describe = ({ facts, lastActiveAt }: Connection): string =>
  JSON.stringify({
    connectedAt: new Date(facts.connectedAt).toISOString(),
    identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
    lastActiveAt: new Date(lastActiveAt).toISOString(),
  });

/** API Gateway's `@connections`: post to a connection, ask about it, close it. One that is gone answers 410. */
export const connectionsApi = ({ find, log }: Dependencies): RequestListener => {
  const post = async (
    connection: Connection,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const body = await readBody(request, maxSocketMessageBytes);
    if (body === undefined) return fail(response, 413, 'PayloadTooLargeException');
    const sent = await connection.send(body.toString());
    return sent ? void response.writeHead(200).end() : fail(response, 410, 'GoneException');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const connection = find(connectionIdOf(request.url ?? ''));
    if (connection === undefined) {
      request.resume();
      return fail(response, 410, 'GoneException');
    }
    if (request.method === 'POST') return post(connection, request, response);
    if (request.method === 'DELETE') {
      connection.close();
      return void response.writeHead(204).end();
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    return void response.end(describe(connection));
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`@connections failed: ${String(error)}`);
      response.destroy();
    });
  };
};
