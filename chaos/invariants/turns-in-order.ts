import type { Message } from '../load/ledger';
import type { Evidence } from './evidence';
import { type StoredSession, storedSessions } from './stored-sessions';

interface Told {
  readonly message: Message;
  readonly sessionId: string;
  /** Undefined: it was deferred, and the answer is to be in the session. */
  readonly reply: string | undefined;
  readonly stored: boolean;
}

const toldOf = ({ attempts }: Pick<Evidence, 'attempts'>): readonly Told[] =>
  attempts.flatMap(({ message, outcome }): readonly Told[] => {
    if (outcome.kind === 'answered') {
      const { sessionId, reply, stored } = outcome;
      return [{ message, sessionId, reply, stored }];
    }
    if (outcome.kind === 'deferred')
      return [{ message, sessionId: outcome.sessionId, reply: undefined, stored: true }];
    return [];
  });

/** What is wrong within one session, whatever was told. */
const judgeSession = (
  { sessionId, owner, turns }: StoredSession,
  messageOf: ReadonlyMap<string, Message>,
): readonly string[] => {
  const known = turns.map(({ requestId }) => messageOf.get(requestId));
  const conversations = new Set(known.map((message) => message?.conversation));
  const positions = known.map((message) => message?.position ?? 0);
  const says = (problem: string): string => `session ${sessionId}: ${problem}`;
  return [
    ...(new Set(turns.map(({ requestId }) => requestId)).size === turns.length
      ? []
      : [says('a turn is doubled')]),
    ...(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0))
      ? []
      : [says(`turns are out of order: ${positions.join(', ')}`)]),
    ...(turns.every(({ turn }, index) => turn === index + 1)
      ? []
      : [says(`a turn is missing: ${turns.map(({ turn }) => turn).join(', ')}`)]),
    ...(conversations.size <= 1 && !conversations.has(undefined)
      ? []
      : [says('it holds turns that its customer did not send')]),
    ...known
      .filter((message) => message !== undefined && message.principalId !== owner)
      .map((message) => says(`it is ${owner}'s and holds ${message?.requestId}`)),
    ...turns
      .filter(({ requestId, message }) => messageOf.get(requestId)?.text !== message)
      .map(({ requestId }) => says(`${requestId} is stored with another text`)),
  ];
};

/** Every answer that was given is stored once, as it was given, in its session and at its place. */
export const turnsInOrder = (evidence: Pick<Evidence, 'messages' | 'attempts' | 'sessions'>) => {
  const sessions = storedSessions(evidence.sessions);
  const messageOf = new Map(evidence.messages.map((message) => [message.requestId, message]));
  const bySession = new Map(sessions.map((session) => [session.sessionId, session]));
  const lost = toldOf(evidence).flatMap(({ message, sessionId, reply, stored }) => {
    const turns =
      bySession.get(sessionId)?.turns.filter(({ requestId }) => requestId === message.requestId) ?? [];
    const [turn] = turns;
    if (turn === undefined) return stored ? [`${message.requestId} is not in session ${sessionId}`] : [];
    if (turn.reply === undefined)
      return stored ? [`${message.requestId} is stored without the answer that was given`] : [];
    return reply === undefined || turn.reply === reply || !stored
      ? []
      : [`${message.requestId} is stored with another answer than was given`];
  });
  return [...sessions.flatMap((session) => judgeSession(session, messageOf)), ...lost];
};
