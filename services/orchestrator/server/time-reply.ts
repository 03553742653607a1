import type { FastifyReply, RouteShorthandOptions } from 'fastify';
import { createDeadline, type RunningStage } from '../../../core/chat/create-deadline';
import type { Door } from './door';

/**
 * Hooks of a route that time the stages which begin when the answer is known: `serialise`, and `return` until its last
 * byte is with the system. The way of a request to this process cannot be seen from here.
 */
export const timeReply = ({
  config,
  now,
  record,
}: Pick<Door, 'config' | 'now' | 'record'>): RouteShorthandOptions => {
  const running = new WeakMap<FastifyReply, RunningStage>();
  const begin = (stage: 'serialise' | 'return', reply: FastifyReply): void => {
    running.get(reply)?.end();
    const timing = { receivedAt: now(), totalMs: config().sync_timeout_ms, streamed: true };
    running.set(reply, createDeadline({ now, record }, timing).begin(stage));
  };
  return {
    preSerialization: async (_request, reply, payload) => {
      begin('serialise', reply);
      return payload;
    },
    onSend: async (_request, reply, payload) => {
      begin('return', reply);
      return payload;
    },
    onResponse: async (_request, reply) => running.get(reply)?.end(),
  };
};
