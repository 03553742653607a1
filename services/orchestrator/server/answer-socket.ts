import type { ChatRequest } from '../../../contracts/chat-request';
import type { SocketFrame } from '../../../contracts/socket-frames';
import { socketTiming } from '../../../core/chat/answer-timing';
import { errorFrame } from '../../../core/chat/apology';
import { type CallScope, openCallScope } from '../../../core/chat/call-scope';
import { ChatError } from '../../../core/chat/chat-error';
import { finalFrame } from '../../../core/chat/final-frame';
import { createFrameWriter, type FrameWriter } from '../../../core/chat/frame-writer';
import { historyFrame } from '../../../core/chat/history-frame';
import { identifyRequest } from '../../../core/chat/identify-request';
import { toChatError } from '../../../core/chat/to-chat-error';
import { ConnectionGoneError } from '../../../core/connections/post-frame';
import type { Caller, Door } from './door';
import { messageOf, sessionCallOf } from './message-of';

export interface SocketCaller extends Caller {
  readonly connectionId: string;
}

const lastFrame = async (
  { chat }: Door,
  request: ChatRequest,
  caller: SocketCaller,
  timing: ReturnType<typeof socketTiming>,
  scope: CallScope,
  writer: FrameWriter,
): Promise<SocketFrame> => {
  if (request.action === 'getHistory') {
    return historyFrame(await chat.getHistory(sessionCallOf(request, caller)));
  }
  if (request.action === 'clearSession') {
    const { requestId, sessionId } = await chat.clearSession(sessionCallOf(request, caller));
    return { type: 'cleared', requestId, sessionId };
  }
  const { connectionId } = caller;
  const message = { ...messageOf(request, caller, timing, scope.signal), connectionId };
  return finalFrame(await chat.sendMessage(message, writer));
};

/** How a frame ended for its reader: the code of the error frame, if it got one. */
export type SocketOutcome = 'answered' | 'gone' | ChatError;

const tellFailure = async (
  thrown: unknown,
  request: ChatRequest,
  { requestId }: Caller,
  writer: FrameWriter,
): Promise<SocketOutcome> => {
  if (thrown instanceof ConnectionGoneError) return 'gone';
  const error = toChatError(thrown);
  const { language } = identifyRequest(request);
  try {
    await writer.abandon(errorFrame(error, language, requestId));
    return error;
  } catch (failure) {
    if (failure instanceof ConnectionGoneError) return 'gone';
    throw new ChatError('INTERNAL', 'The last frame did not get through', { cause: failure });
  }
};

/**
 * Runs a frame's action and sends its frames. Resolves when the last one was sent, or the reader has gone, which stops the
 * generation. Rejects only when the last frame did not get through.
 */
export const answerSocket =
  (door: Door) =>
  async (request: ChatRequest, caller: SocketCaller): Promise<SocketOutcome> => {
    const { config, now, delay, postFrame } = door;
    const timing = socketTiming(caller.receivedAt, config().sync_timeout_ms);
    const scope = openCallScope(timing.end, door);
    const writer = createFrameWriter({
      requestId: caller.requestId,
      post: (frame) => postFrame(caller.connectionId, frame),
      onFailure: (error) => scope.abort(error),
      now,
      delay,
    });
    try {
      await writer.finish(await lastFrame(door, request, caller, timing, scope, writer));
      return 'answered';
    } catch (thrown) {
      return await tellFailure(thrown, request, caller, writer);
    } finally {
      scope.close();
    }
  };
