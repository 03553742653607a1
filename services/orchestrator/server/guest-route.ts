import type { FastifyInstance } from 'fastify';
import type { GuestReply } from '../../../contracts/guest-reply';

/** Gives a guest token: a fresh one for the same guest when `authorization` holds a valid one. */
export type IssueGuest = (authorization: string | undefined) => Promise<GuestReply>;

/** `POST /guest`. A body is neither needed nor read. */
export const guestRoute = (app: FastifyInstance, issueGuest: IssueGuest): void => {
  app.post('/guest', async ({ headers }, reply) =>
    reply.header('cache-control', 'no-store').send(await issueGuest(headers.authorization)),
  );
};
