import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { maxBodyBytes, requestIdHeader } from '../../../contracts/api-routes';
import { defaultLanguage, requestIdPattern } from '../../../contracts/chat-request';
import type { RegionHealth } from '../../../core/bedrock/region-health';
import { ChatError } from '../../../core/chat/chat-error';
import { createMalformedRefusal } from '../../../core/http/refuse-malformed';
import type { Admission } from './admission';
import { chatRoute } from './chat-route';
import type { Door } from './door';
import { fromFastify } from './fastify-error';
import { guestRoute, type IssueGuest } from './guest-route';
import { healthRoutes } from './health-routes';
import { methodsOf } from './methods-of';
import type { CheckReadiness } from './readiness';
import { sendError } from './send-error';
import { socketRoute } from './socket-route';

export interface ServerDependencies {
  readonly door: Door;
  readonly admission: Admission;
  readonly issueGuest: IssueGuest;
  readonly readiness: CheckReadiness;
  readonly regions: () => readonly RegionHealth[];
}

/** Above the 60 s for which a load balancer keeps an idle connection: it must be the one that closes it, or its next request meets a reset. */
const keepAliveTimeoutMs = 65_000;
/** A caller has so long to send its request, in milliseconds; a slower one holds a connection for nothing. */
const requestTimeoutMs = 15_000;

const requestIds = new RegExp(requestIdPattern);

/** The chat server: routes, limits, and errors in one shape. */
export const buildServer = (dependencies: ServerDependencies): FastifyInstance => {
  const { door, admission, issueGuest, readiness, regions } = dependencies;
  const malformed = createMalformedRefusal(defaultLanguage);
  const app = fastify({
    bodyLimit: maxBodyBytes,
    keepAliveTimeout: keepAliveTimeoutMs,
    requestTimeout: requestTimeoutMs,
    http: { connectionsCheckingInterval: 5_000, requireHostHeader: false },
    forceCloseConnections: 'idle',
    clientErrorHandler: malformed.onClientError,
    frameworkErrors: (thrown, request, reply) => {
      void sendError(reply, fromFastify(thrown), defaultLanguage, request.id);
    },
    genReqId: ({ headers }) => {
      const requestId = headers[requestIdHeader];
      return typeof requestId === 'string' && requestIds.test(requestId) ? requestId : randomUUID();
    },
  });

  malformed.watch(app.server);

  // Each route reads its bytes itself: what is wrong with them is told in one shape.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler(async (thrown, request, reply) => {
    const error = fromFastify(thrown);
    if (error.status >= 500) door.logger.error('a route failed', { requestId: request.id, error });
    return sendError(reply, error, defaultLanguage, request.id);
  });

  app.setNotFoundHandler(async (request, reply) => {
    const methods = methodsOf(app, request.url);
    if (methods.length > 0) reply.header('allow', methods.join(', '));
    const error =
      methods.length > 0
        ? new ChatError('METHOD_NOT_ALLOWED', 'The path has other methods')
        : new ChatError('NOT_FOUND', 'There is no such path');
    return sendError(reply, error, defaultLanguage, request.id);
  });

  chatRoute(app, door, admission);
  socketRoute(app, door, admission);
  guestRoute(app, issueGuest);
  healthRoutes(app, { readiness, regions });
  return app;
};
