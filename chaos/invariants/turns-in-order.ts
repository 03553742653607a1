import type { Message } from '../load/ledger';
import type { Evidence } from './evidence';
import { type StoredSession, storedSessions } from './stored-sessions';
import { faultsAround, windowsAround } from './windows-around';

interface Told {
  readonly message: Message;
  readonly sessionId: string;
  /** Undefined: it was deferred, and the answer is to be in the session. */
  readonly reply: string | undefined;
  /** False: the reply itself says that it could not be stored. */
  readonly stored: boolean;
  readonly time: { readonly from: number; readonly until: number };
}

const toldOf = ({ attempts }: Pick<Evidence, 'attempts'>): readonly Told[] =>
  attempts.flatMap(({ message, sentAt: from, endedAt: until, outcome }): readonly Told[] => {
    const time = { from, until };
    if (outcome.kind === 'answered') {
      const { sessionId, reply, degraded } = outcome;
      return [{ message, sessionId, reply, stored: !degraded.includes('session-not-stored'), time }];
    }
    if (outcome.kind === 'deferred')
      return [{ message, sessionId: outcome.sessionId, reply: undefined, stored: true, time }];
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
export const turnsInOrder = (evidence: Pick<Evidence, 'messages' | 'attempts' | 'sessions' | 'windows'>) => {
  const sessions = storedSessions(evidence.sessions);
  const messageOf = new Map(evidence.messages.map((message) => [message.requestId, message]));
  const bySession = new Map(sessions.map((session) => [session.sessionId, session]));
  const { windows } = evidence;
  const lost = toldOf(evidence).flatMap(({ message, sessionId, reply, stored, time }) => {
    const says = (problem: string): readonly string[] => [`${message.requestId} ${problem}`];
    if (!stored)
      return windowsAround(windows, time).some(({ fault }) => fault.touchesStore)
        ? []
        : says(`could not be stored while no store was broken${faultsAround(windows, time)}`);
    const turn = bySession.get(sessionId)?.turns.find(({ requestId }) => requestId === message.requestId);
    if (turn === undefined) return says(`is not in session ${sessionId}`);
    if (turn.reply === undefined) return says('is stored without the answer that was given');
    return reply === undefined || turn.reply === reply
      ? []
      : says('is stored with another answer than was given');
  });
  return [...sessions.flatMap((session) => judgeSession(session, messageOf)), ...lost];
};
