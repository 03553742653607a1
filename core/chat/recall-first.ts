import type { ChatReply } from '../../contracts/chat-reply';
import type { AnswerQuestion, PreparedQuestion, QuestionInHand } from './answer-question';
import type { ChatPorts } from './chat-ports';
import { chatReply } from './chat-reply';
import { createDeadline } from './create-deadline';
import type { AnswerReader, CustomerMessage } from './customer-message';

/** What became of a first message before its question was stored. */
export interface FirstMessage {
  /** The cache's answer, stored with its question; the reader has heard it. */
  readonly reply?: ChatReply;
  /** What its answer needs, for when there was none. */
  readonly prepared?: PreparedQuestion;
  /** How long that took, milliseconds. */
  readonly preparedMs: number;
}

/**
 * Looks into the cache for the answer to a message that opens a session: with an answer at hand one write stores both,
 * and nobody else can have the turn. Does nothing for other messages. Rejects as `sessions.open` does, or with the signal's reason.
 */
export const recallFirst =
  (ports: ChatPorts, answers: AnswerQuestion) =>
  async (
    call: CustomerMessage,
    question: Omit<QuestionInHand, 'history' | 'times'>,
    reader?: AnswerReader,
  ): Promise<FirstMessage> => {
    const { sessions, config, now, record } = ports;
    const { principalId, requestId, message, language, timing, signal } = call;
    if (call.sessionId !== undefined || call.busy || !config().feature_flags.enable_caching) {
      return { preparedMs: 0 };
    }
    const beganAt = now();
    const times = createDeadline(ports, { ...timing, streamed: question.streamed });
    const prepared = await answers.prepare({ ...question, history: [], times }, signal);
    const answer = await answers.recall(prepared);
    if (answer !== undefined) {
      const asked = { principalId, requestId, message, language };
      const sessionId = await times.stage('session', () => sessions.open(asked, answer));
      if (sessionId !== undefined) {
        if (reader !== undefined) record('timeToFirstToken', now() - timing.receivedAt);
        reader?.start(sessionId);
        reader?.emit(answer.reply);
        return { reply: chatReply(requestId, sessionId, answer), prepared, preparedMs: now() - beganAt };
      }
    }
    return { prepared, preparedMs: now() - beganAt };
  };
