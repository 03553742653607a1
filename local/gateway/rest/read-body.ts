import type { IncomingMessage } from 'node:http';

/** API Gateway takes in as much before it refuses (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html). */
const maxPayloadBytes = 10 * 1024 * 1024;

/**
 * The body's bytes; undefined when there are more than `maxBytes`. So many as API Gateway would take are read all the same
 * and thrown away, because a caller that is still sending does not hear the refusal. Rejects when the caller goes away.
 */
export const readBody = (request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxPayloadBytes) {
      resolve(undefined);
      return;
    }
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else chunks = [];
      if (bytes <= maxPayloadBytes) return;
      request.pause();
      resolve(undefined);
    });
    request.on('end', () => resolve(bytes <= maxBytes ? Buffer.concat(chunks) : undefined));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The caller went away.')));
  });
