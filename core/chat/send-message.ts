import type { ChatReply, DeferredReply } from '../../contracts/chat-reply';
import type { OpenTurn } from '../sessions/session-store';
import { answerQuestion, type QuestionInHand } from './answer-question';
import { ChatError } from './chat-error';
import type { ChatPorts } from './chat-ports';
import { chatReply } from './chat-reply';
import { createDeadline } from './create-deadline';
import type { AnswerReader, CustomerMessage } from './customer-message';
import { deferQuestion } from './defer-question';
import { holdTurn, leaseMs } from './hold-turn';
import { fullRetryAfterSeconds } from './in-flight-gate';
import { type FirstMessage, recallFirst } from './recall-first';
import { storeAnswer } from './store-answer';
import { toChatError } from './to-chat-error';

/**
 * Answers a customer's message: checks it, stores it, has it answered when its turn comes, stores the answer and gives it.
 * With a reader the answer is streamed to it as well. The same request again is the same answer, billed once.
 * Rejects with a `ChatError`, or with the signal's reason; the question then stays unanswered, and nothing of an answer is kept.
 */
export const sendMessage = (ports: ChatPorts) => {
  const { sessions, checkMessage, config, now, record, logger } = ports;
  const answers = answerQuestion(ports);
  const recall = recallFirst(ports, answers);
  const store = storeAnswer(ports);
  const defer = deferQuestion(ports);

  const accept = ({ requestId, message: text }: CustomerMessage) => {
    const verdict = checkMessage(text);
    if (!verdict.ok) {
      throw new ChatError(verdict.code, 'The message was refused', { details: [verdict.detail] });
    }
    const { message, flags } = verdict;
    for (const flag of flags) record('suspiciousMessages', 1, { flag });
    if (flags.length > 0) {
      logger.info('a suspicious message was accepted', { requestId, flags, length: message.length });
    }
    return { message, flags };
  };

  const ask = async (call: CustomerMessage) => {
    const { principalId, sessionId, requestId, message, language, timing } = call;
    const question = {
      principalId,
      requestId,
      message,
      language,
      ...(sessionId !== undefined && { sessionId }),
    };
    return createDeadline(ports, timing).stage('session', () =>
      sessions.ask(question, {
        deadline: timing.turnDeadline,
        maxTurns: config().max_conversation_turns,
        leaseMs,
      }),
    );
  };

  const giveUp = async (open: OpenTurn): Promise<void> => {
    try {
      await sessions.release(open);
    } catch (error) {
      logger.warn('a turn stays taken until its lease runs out', { sessionId: open.sessionId, error });
    }
  };

  const answerTurn = async (
    call: CustomerMessage,
    question: Omit<QuestionInHand, 'history' | 'times'>,
    { prepared: first, preparedMs }: FirstMessage,
    open: OpenTurn,
    reader?: AnswerReader,
  ): Promise<ChatReply> => {
    const { receivedAt, totalMs } = call.timing;
    const { countsFrom, storeDeadline } = call.timing.afterTurn(now() - preparedMs);
    const { streamed } = question;
    const times = createDeadline(ports, { receivedAt: countsFrom, totalMs, streamed });
    let emitted = 0;
    const emit = (text: string): void => {
      if (text === '') return;
      if (emitted === 0 && reader !== undefined) record('timeToFirstToken', now() - receivedAt);
      emitted += text.length;
      reader?.emit(text);
    };
    const prepared =
      first === undefined
        ? await answers.prepare({ ...question, history: open.history, times }, call.signal)
        : { ...first, question: { ...first.question, times } };
    const given = await answers.answer(prepared, emit, call.signal);
    emit(given.reply.slice(emitted));
    return chatReply(call.requestId, open.sessionId, await store(open, given, storeDeadline, times));
  };

  return async (call: CustomerMessage, reader?: AnswerReader): Promise<ChatReply | DeferredReply> => {
    const { requestId, language, preference } = call;
    const streamed = reader !== undefined && config().feature_flags.enable_streaming;
    const question = { ...accept(call), requestId, language, preference, streamed };
    const first = await recall(call, question, reader);
    if (first.reply !== undefined) return first.reply;
    const asked = await ask(call);
    reader?.start(asked.sessionId);
    if (asked.kind === 'answered') {
      reader?.emit(asked.turn.answer.reply);
      return chatReply(requestId, asked.sessionId, asked.turn.answer);
    }
    try {
      if (call.busy) {
        const facts = { retryAfterSeconds: fullRetryAfterSeconds };
        throw new ChatError('OVERLOADED', 'Nothing more is answered now', facts);
      }
      return await holdTurn(ports, asked, () => answerTurn(call, question, first, asked, reader));
    } catch (thrown) {
      await giveUp(asked);
      call.signal.throwIfAborted();
      const error = toChatError(thrown);
      const deferred = await defer(call, asked, error);
      if (deferred !== undefined) return deferred;
      throw error;
    }
  };
};
