import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type ServiceFaultBoard, strikeService } from './service-faults';

/** Has a server of DynamoDB follow the faults of the board before it looks at a call. */
export const refuseDynamoDb = (server: Server, board: ServiceFaultBoard): void => {
  const serve = server.listeners('request');
  const handle = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const refusal = await strikeService(board, 'dynamodb', delay);
    if (refusal === undefined) {
      for (const listener of serve) Reflect.apply(listener, server, [request, reply]);
      return;
    }
    request.resume();
    const { status, type, message } = refusal;
    reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    reply.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message }));
  };
  server.removeAllListeners('request');
  server.on('request', (request, reply) => void handle(request, reply));
};
