import type { Message } from '../load/ledger';
import { markPattern } from '../load/questions';
import type { Evidence } from './evidence';
import { storedSessions } from './stored-sessions';

/** The stand-in quotes so many characters of a question in its answer: see `answer-chat.ts`. */
const quotedCharacters = 59;

interface Reply {
  readonly message: Message;
  readonly text: string;
  /** `answer`, or `stored answer`. */
  readonly name: string;
}

/** What customers were told, and what they read in their history: an answer that comes later is there alone. */
const repliesIn = ({
  messages,
  attempts,
  sessions,
}: Pick<Evidence, 'messages' | 'attempts' | 'sessions'>): readonly Reply[] => {
  const messageOf = new Map(messages.map((message) => [message.requestId, message]));
  const told = attempts.flatMap(({ message, outcome }) =>
    outcome.kind === 'answered' ? [{ message, text: outcome.reply, name: 'answer' }] : [],
  );
  const stored = storedSessions(sessions)
    .flatMap(({ turns }) => turns)
    .flatMap(({ requestId, reply }) => {
      const message = messageOf.get(requestId);
      return message === undefined || reply === undefined
        ? []
        : [{ message, text: reply, name: 'stored answer' }];
    });
  return [...told, ...stored];
};

/** Every answer is one to its own question: it quotes that question, and holds no mark of another conversation. */
export const rightReader = (evidence: Pick<Evidence, 'messages' | 'attempts' | 'sessions'>) => {
  const conversationOf = new Map(evidence.messages.map(({ mark, conversation }) => [mark, conversation]));
  return repliesIn(evidence).flatMap(({ message, text, name }) => {
    const says = (problem: string): string => `${message.requestId}: the ${name} ${problem}`;
    const foreign = [...text.matchAll(markPattern)]
      .map(([found]) => found)
      .filter((found) => conversationOf.get(found) !== message.conversation);
    return [
      ...(text.includes(message.text.slice(0, quotedCharacters)) ? [] : [says('is to another question')]),
      ...foreign.map((found) => says(`holds ${found}, of ${conversationOf.get(found) ?? '?'}`)),
    ];
  });
};
