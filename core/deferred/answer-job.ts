import type { ChatReply } from '../../contracts/chat-reply';
import type { DeferredJobOf } from '../../contracts/deferred-job';
import { deferredTiming } from '../chat/answer-timing';
import { openCallScope } from '../chat/call-scope';
import { ChatError } from '../chat/chat-error';
import type { StartTimer } from '../chat/chat-ports';
import type { Chat } from '../chat/create-chat';
import type { DeltaWriterDependencies } from '../chat/delta-writer';
import { finalFrame } from '../chat/final-frame';
import { createFrameWriter } from '../chat/frame-writer';
import { toChatError } from '../chat/to-chat-error';
import type { Now } from '../clock';
import type { PostFrame } from '../connections/post-frame';
import type { Logger } from '../observability/logger';

export interface AnswerJobDependencies {
  /** Without `deferAnswer`: what is deferred once is not deferred again. */
  readonly chat: Pick<Chat, 'sendMessage'>;
  readonly postFrame: PostFrame;
  readonly now: Now;
  readonly startTimer: StartTimer;
  readonly delay: DeltaWriterDependencies['delay'];
  readonly logger: Logger;
}

/** What is kept of the job: the answer itself is in its session. */
export interface AnswerJobResult {
  readonly sessionId: string;
  readonly requestId: string;
  readonly model: string;
  readonly costUsd: number;
}

/**
 * Answers a question that the chat deferred, stores the answer in its session, and sends it to the socket that asked, if
 * that is still there. The same job again finds the stored answer. Rejects with a `ChatError`.
 */
export const createAnswerJob = (dependencies: AnswerJobDependencies) => {
  const { chat, postFrame, now, startTimer, delay, logger } = dependencies;

  const answer = async (
    payload: DeferredJobOf<'answer'>['payload'],
    stopping: AbortSignal,
  ): Promise<ChatReply> => {
    const { modelPreference: preference, ...question } = payload;
    const timing = deferredTiming(now());
    const scope = openCallScope(timing.end, { now, startTimer, stopping });
    try {
      const call = {
        ...question,
        preference,
        notifyWhenBusy: false,
        busy: false,
        timing,
        signal: scope.signal,
      };
      const reply = await chat.sendMessage(call);
      if ('deferred' in reply || reply.degraded.includes('session-not-stored')) {
        throw new ChatError('INTERNAL', 'The answer is not in its session');
      }
      return reply;
    } catch (error) {
      throw toChatError(error);
    } finally {
      scope.close();
    }
  };

  const tell = async (connectionId: string, reply: ChatReply): Promise<void> => {
    const writer = createFrameWriter({
      requestId: reply.requestId,
      post: (frame) => postFrame(connectionId, frame),
      onFailure: () => undefined,
      now,
      delay,
    });
    try {
      writer.start(reply.sessionId);
      writer.emit(reply.reply);
      await writer.finish(finalFrame(reply));
    } catch (error) {
      logger.info('the reader of a deferred answer is gone; the answer is in its history', { error });
    }
  };

  return async (job: DeferredJobOf<'answer'>, signal: AbortSignal): Promise<AnswerJobResult> => {
    const reply = await answer(job.payload, signal);
    const { connectionId } = job.payload;
    if (connectionId !== undefined) await tell(connectionId, reply);
    const { sessionId, requestId, model, costUsd } = reply;
    return { sessionId, requestId, model, costUsd };
  };
};
