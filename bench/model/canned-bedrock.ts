import { createSecureServer } from 'node:http2';
import { cannedAnswer } from './canned-answer';

export interface CannedBedrock {
  readonly port: number;
  /** Connections that were accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Bedrock's protocol over TLS with ready-made answers, HTTP/2 or HTTP/1.1 as the client wants: it costs as little as it can. */
export const startCannedBedrock = async (tls: {
  readonly key: string;
  readonly cert: string;
}): Promise<CannedBedrock> => {
  const server = createSecureServer({ ...tls, allowHTTP1: true }, cannedAnswer);
  let connections = 0;
  server.on('secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
};
