import type { FastifyRequest } from 'fastify';

/** The request's bytes; none when it has no body. */
export const rawBody = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
