import type { FastifyReply, FastifyRequest } from 'fastify';
import type { buildApp } from 'fauxqs';
import type { SqsStore } from './load-fauxqs';

/** Path below which a queue gives back what is in flight: `POST /_local/release/{queue}`. */
export const releasePath = '/_local/release';

/**
 * Makes everything that is in flight on a queue visible again. For a consumer that starts, and whose predecessor was
 * killed with messages in hand: in AWS they would come back when their visibility timeout ends, here nobody wants to wait.
 */
export const addQueueRelease = (app: ReturnType<typeof buildApp>, store: SqsStore): void => {
  app.post(
    `${releasePath}/:queue`,
    async (request: FastifyRequest<{ Params: { queue: string } }>, reply: FastifyReply) => {
      const queue = store.getQueueByName(request.params.queue);
      if (queue === undefined) return reply.status(404).send('');
      const handles = [...queue.inflightMessages.keys()];
      for (const handle of handles) queue.changeVisibility(handle, 0);
      return reply.send({ released: handles.length });
    },
  );
};
