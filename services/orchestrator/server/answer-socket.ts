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
  /** Aborts when the bridge has given up: it tells the reader itself, who may ask again. */
  readonly bridgeLeft: AbortSignal;
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

/** Frames to the reader, until the bridge has given up: then nobody waits for them any more. */
const postTo =
  ({ postFrame }: Door, { connectionId, bridgeLeft }: SocketCaller) =>
  async (frame: SocketFrame): Promise<void> => {
    if (bridgeLeft.aborted) throw new ConnectionGoneError(bridgeLeft.reason);
    await postFrame(connectionId, frame);
  };

/**
 * Runs a frame's action and sends its frames. Resolves when the last one was sent, or the reader has gone, or the bridge,
 * which stops the generation. Rejects only when the last frame did not get through.
 */
export const answerSocket =
  (door: Door) =>
  async (request: ChatRequest, caller: SocketCaller): Promise<SocketOutcome> => {
    const { config, now, delay } = door;
    const { requestId, bridgeLeft } = caller;
    const timing = socketTiming(caller.receivedAt, config().sync_timeout_ms);
    const scope = openCallScope(timing.end, door);
    const writer = createFrameWriter({
      requestId,
      post: postTo(door, caller),
      onFailure: (error) => scope.abort(error),
      now,
      delay,
    });
    const leave = (): void => scope.abort(new ConnectionGoneError(bridgeLeft.reason));
    bridgeLeft.addEventListener('abort', leave, { once: true });
    try {
      await writer.finish(await lastFrame(door, request, caller, timing, scope, writer));
      return 'answered';
    } catch (thrown) {
      return await tellFailure(thrown, request, caller, writer);
    } finally {
      scope.close();
    }
  };
