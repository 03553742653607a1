import { createServer } from 'node:http';
import type { Consumer } from '../../../core/deferred/run-consumer';

/** Answers `GET /health` with how the consumer fares; the task's health check asks it. */
export const startHealthServer = async (
  consumer: Pick<Consumer, 'inFlight' | 'polls'>,
  address: { readonly host: string; readonly port: number },
): Promise<{ close(): void }> => {
  const server = createServer((request, response) => {
    const known = request.method === 'GET' && request.url === '/health';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(known ? { status: 'ok', inFlight: consumer.inFlight(), polls: consumer.polls() } : {}),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
