import type { ChatReply, DeferredReply } from '../../contracts/chat-reply';
import type { SocketFrame } from '../../contracts/socket-frames';

/** The last frame of an answered or a deferred message. */
export const finalFrame = (reply: ChatReply | DeferredReply): SocketFrame => {
  if ('deferred' in reply) {
    const { requestId, sessionId, jobId } = reply;
    return { type: 'deferred', requestId, sessionId, jobId };
  }
  const { reply: _text, ...metadata } = reply;
  return { type: 'end', ...metadata };
};
