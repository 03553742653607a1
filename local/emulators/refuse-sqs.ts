import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { buildApp } from 'fauxqs';
import {
  parseServiceFaults,
  type ServiceFaultBoard,
  serviceFaultsPath,
  strikeService,
} from './service-faults';

/** SQS shares its port with SNS and S3; its calls name it. */
const isSqs = ({ headers }: FastifyRequest): boolean =>
  String(headers['x-amz-target'] ?? '').startsWith('AmazonSQS.');

const parse = (body: unknown): unknown => {
  const text = Buffer.isBuffer(body) || typeof body === 'string' ? body.toString() : undefined;
  if (text === undefined) return body;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

/** Has SQS follow the faults of the board, and adds the route that sets them, those of DynamoDB too. */
export const refuseSqs = (app: ReturnType<typeof buildApp>, board: ServiceFaultBoard): void => {
  app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    const refusal = isSqs(request) ? await strikeService(board, 'sqs', delay) : undefined;
    if (refusal === undefined) return undefined;
    const { status, type, message } = refusal;
    return reply
      .status(status)
      .header('content-type', 'application/x-amz-json-1.0')
      .send(JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message }));
  });
  app.put(serviceFaultsPath, async (request: FastifyRequest, reply: FastifyReply) => {
    const faults = parseServiceFaults(parse(request.body));
    if (!faults.ok) return reply.status(400).send({ details: faults.details });
    board.set(faults.value);
    return reply.send(faults.value);
  });
};
