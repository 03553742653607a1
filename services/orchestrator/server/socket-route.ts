import type { FastifyInstance } from 'fastify';
import { maxBodyBytes, type SocketMessage, socketMessagesPath } from '../../../contracts/api-routes';
import { defaultLanguage } from '../../../contracts/chat-request';
import { ChatError } from '../../../core/chat/chat-error';
import { readChatRequest } from '../../../core/chat/read-chat-request';
import { toChatError } from '../../../core/chat/to-chat-error';
import { decodeJson } from '../../../core/http/decode-json-body';
import type { Admission } from './admission';
import { answerSocket, type SocketOutcome } from './answer-socket';
import { callerLeft } from './caller-left';
import type { Door } from './door';
import { rawBody } from './raw-body';
import { type CallFacts, reportCall } from './report-call';
import { sendError } from './send-error';

/** A frame in JSON, and what the bridge adds to it. */
const maxSocketMessageBytes = 4 * maxBodyBytes;

const isSocketMessage = (value: unknown): value is SocketMessage =>
  typeof value === 'object' &&
  value !== null &&
  ['connectionId', 'principalId', 'requestId', 'body'].every(
    (name) => name in value && typeof Reflect.get(value, name) === 'string',
  ) &&
  ['undefined', 'number'].includes(typeof Reflect.get(value, 'sentAt'));

const readSocketMessage = (bytes: Buffer): SocketMessage => {
  const decoded = decodeJson(bytes);
  if (decoded.ok && isSocketMessage(decoded.value)) return decoded.value;
  throw new ChatError('INVALID_REQUEST', 'The bridge sent no socket message');
};

const bytesOfFrame = ({ body }: SocketMessage): Buffer => {
  const bytes = Buffer.from(body);
  if (bytes.length <= maxBodyBytes) return bytes;
  const details = [{ field: 'body', problem: `must have at most ${maxBodyBytes} bytes` }];
  throw new ChatError('PAYLOAD_TOO_LARGE', 'The frame is too large', { details });
};

interface SocketCall extends CallFacts {
  receivedAt: number;
  requestId: string;
  action?: string;
}

/** `POST /socket/messages`: 2xx when nobody waits any more; after any other status the bridge sends the error frame. */
export const socketRoute = (app: FastifyInstance, door: Door, admission: Admission): void => {
  const answer = answerSocket(door);

  const run = async (
    message: SocketMessage,
    call: SocketCall,
    bridgeLeft: AbortSignal,
  ): Promise<SocketOutcome> => {
    const bytes = bytesOfFrame(message);
    const { leave, busy } = admission.admit(bytes);
    try {
      const request = readChatRequest(decodeJson(bytes));
      call.action = request.action;
      const { connectionId, principalId, requestId } = message;
      const { receivedAt } = call;
      const caller = { connectionId, principalId, requestId, receivedAt, busy, bridgeLeft };
      return await answer(request, caller);
    } finally {
      leave();
    }
  };

  app.post(socketMessagesPath, { bodyLimit: maxSocketMessageBytes }, async (http, reply) => {
    const call: SocketCall = { door: 'socket', requestId: http.id, receivedAt: door.now() };
    try {
      const message = readSocketMessage(rawBody(http));
      call.requestId = message.requestId;
      // The bridge's patience counts from there; its clock may be ahead of ours.
      call.receivedAt = Math.min(call.receivedAt, message.sentAt ?? call.receivedAt);
      const outcome = await run(message, call, callerLeft(reply));
      reportCall(door, call, outcome);
      return await reply.send({ outcome: typeof outcome === 'string' ? outcome : outcome.code });
    } catch (thrown) {
      const error = toChatError(thrown);
      reportCall(door, call, error);
      return sendError(reply, error, defaultLanguage, call.requestId);
    }
  });
};
