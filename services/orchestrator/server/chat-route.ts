import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestIdHeader } from '../../../contracts/api-routes';
import { defaultLanguage, type Language } from '../../../contracts/chat-request';
import { identifyRequest } from '../../../core/chat/identify-request';
import { readChatRequest } from '../../../core/chat/read-chat-request';
import { toChatError } from '../../../core/chat/to-chat-error';
import { decodeJsonBody } from '../../../core/http/decode-json-body';
import type { Admission } from './admission';
import { answerRest, type RestReply } from './answer-rest';
import type { Door } from './door';
import { rawBody } from './raw-body';
import { readPrincipal } from './read-principal';
import { type CallFacts, reportCall } from './report-call';
import { sendError } from './send-error';
import { timeReply } from './time-reply';

/** What becomes known of a call while it is read. */
interface RestCall extends CallFacts {
  requestId: string;
  action?: string;
  language: Language;
}

/** `POST /chat`. */
export const chatRoute = (app: FastifyInstance, door: Door, admission: Admission): void => {
  const answer = answerRest(door);

  const run = async (http: FastifyRequest, call: RestCall): Promise<RestReply> => {
    const body = rawBody(http);
    const { leave, busy } = admission.admit(body);
    try {
      const principalId = readPrincipal(http.headers, call.receivedAt);
      const decoded = decodeJsonBody(http.headers['content-type'], body);
      Object.assign(call, identifyRequest(decoded.ok ? decoded.value : undefined));
      const request = readChatRequest(decoded);
      call.action = request.action;
      const { requestId, receivedAt } = call;
      return await answer(request, { principalId, requestId, receivedAt, busy });
    } finally {
      leave();
    }
  };

  app.post('/chat', timeReply(door), async (http, reply) => {
    const call: RestCall = {
      door: 'rest',
      requestId: http.id,
      language: defaultLanguage,
      receivedAt: door.now(),
    };
    try {
      const body = await run(http, call);
      reportCall(door, call, 'answered');
      return await reply
        .code('deferred' in body ? 202 : 200)
        .header(requestIdHeader, call.requestId)
        .send(body);
    } catch (thrown) {
      const error = toChatError(thrown);
      reportCall(door, call, error);
      return sendError(reply, error, call.language, call.requestId);
    }
  });
};
