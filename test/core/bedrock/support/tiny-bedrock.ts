import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** One event of a response stream, framed as Bedrock frames it. */
export const frame = (event: string): Buffer =>
  Buffer.from(
    codec.encode({
      headers: {
        ':message-type': { type: 'string', value: 'event' },
        ':event-type': { type: 'string', value: 'chunk' },
        ':content-type': { type: 'string', value: 'application/json' },
      },
      body: fromUtf8(JSON.stringify({ bytes: Buffer.from(event).toString('base64') })),
    }),
  );

/** An exception within a response stream, framed as Bedrock frames it. */
export const exceptionFrame = (name: string): Buffer =>
  Buffer.from(
    codec.encode({
      headers: {
        ':message-type': { type: 'string', value: 'exception' },
        ':exception-type': { type: 'string', value: name },
        ':content-type': { type: 'string', value: 'application/json' },
      },
      body: fromUtf8(JSON.stringify({ message: 'it broke' })),
    }),
  );

export const startStream = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
};

export interface TinyBedrock {
  readonly url: string;
  /** Connections that were accepted so far. */
  connections(): number;
  /** Regions of the requests, in order, as their signatures name them. */
  readonly regions: string[];
  close(): Promise<void>;
}

/** A server on loopback that does what a test says with each request: for what a stand-in should not do. */
export const startTinyBedrock = async (
  answer: (response: ServerResponse, request: IncomingMessage, region: string) => void,
): Promise<TinyBedrock> => {
  const regions: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const region =
      /Credential=[^/]*\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'unsigned';
    regions.push(region);
    request.resume();
    request.on('end', () => answer(response, request, region));
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    regions,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
