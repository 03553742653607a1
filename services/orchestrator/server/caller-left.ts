import type { FastifyReply } from 'fastify';

/** Aborts when whoever made a call closes it before it is answered. */
export const callerLeft = ({ raw }: FastifyReply): AbortSignal => {
  const left = new AbortController();
  const look = (): void => {
    if (!raw.writableEnded) left.abort();
  };
  if (raw.destroyed) look();
  else raw.once('close', look);
  return left.signal;
};
