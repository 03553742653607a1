import type { ChatReply, ClearReply, DeferredReply, HistoryReply } from '../../../contracts/chat-reply';
import type { ChatRequest } from '../../../contracts/chat-request';
import { restTiming } from '../../../core/chat/answer-timing';
import { openCallScope } from '../../../core/chat/call-scope';
import type { Caller, Door } from './door';
import { messageOf, sessionCallOf } from './message-of';

export type RestReply = ChatReply | DeferredReply | HistoryReply | ClearReply;

/**
 * Runs a request's action and gives its reply whole. A caller that goes away does not stop it: the answer is stored,
 * and the same request gets it when it comes again.
 */
export const answerRest =
  (door: Door) =>
  async (request: ChatRequest, caller: Caller): Promise<RestReply> => {
    const { chat, config } = door;
    if (request.action === 'getHistory') return chat.getHistory(sessionCallOf(request, caller));
    if (request.action === 'clearSession') return chat.clearSession(sessionCallOf(request, caller));
    const timing = restTiming(caller.receivedAt, config().sync_timeout_ms);
    const scope = openCallScope(timing.end, door);
    try {
      return await chat.sendMessage(messageOf(request, caller, timing, scope.signal));
    } finally {
      scope.close();
    }
  };
