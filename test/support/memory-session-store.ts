import { deriveSessionId } from '../../core/sessions/derive-session-id';
import {
  LeaseLostError,
  RequestIdReusedError,
  SessionBusyError,
  SessionNotFoundError,
} from '../../core/sessions/session-error';
import type {
  AnsweredTurn,
  OpenTurn,
  Question,
  SessionStore,
  SessionTurn,
} from '../../core/sessions/session-store';
import type { FakeTime } from './fake-time';

interface Session {
  readonly owner: string;
  turns: SessionTurn[];
  holder?: string;
}

/** Sessions in a map, one answer at a time in each, as the port promises. */
export const memorySessionStore = (time: Pick<FakeTime, 'now' | 'delay'>) => {
  const sessions = new Map<string, Session>();
  const extensions: string[] = [];
  /** Request ids that were asked with. */
  const asked: string[] = [];
  let leases = 0;

  const sessionOf = (principalId: string, sessionId: string): Session => {
    const session = sessions.get(sessionId);
    if (session?.owner !== principalId) throw new SessionNotFoundError(sessionId);
    return session;
  };

  const find = (question: Question): [string, Session] => {
    if (question.sessionId !== undefined) {
      return [question.sessionId, sessionOf(question.principalId, question.sessionId)];
    }
    const id = deriveSessionId(question.principalId, question.requestId);
    const session = sessions.get(id) ?? { owner: question.principalId, turns: [] };
    sessions.set(id, session);
    return [id, session];
  };

  const answered = (sessionId: string, turn: SessionTurn): AnsweredTurn | undefined =>
    turn.answer === undefined
      ? undefined
      : { kind: 'answered', sessionId, turn: { ...turn, answer: turn.answer } };

  const store: SessionStore = {
    open: async ({ principalId, requestId, message, language }, answer) => {
      const sessionId = deriveSessionId(principalId, requestId);
      if (sessions.has(sessionId)) return undefined;
      const turn = { turn: 1, requestId, message, language, askedAt: time.now(), answer };
      sessions.set(sessionId, { owner: principalId, turns: [turn] });
      return sessionId;
    },
    ask: async (question, { deadline, maxTurns }) => {
      asked.push(question.requestId);
      const [sessionId, session] = find(question);
      for (;;) {
        const repeated = session.turns.find(({ requestId }) => requestId === question.requestId);
        if (repeated !== undefined && repeated.message !== question.message) {
          throw new RequestIdReusedError(question.requestId);
        }
        const earlier = repeated && answered(sessionId, repeated);
        if (earlier !== undefined) return earlier;
        if (session.holder === undefined) break;
        if (time.now() >= deadline) throw new SessionBusyError(sessionId);
        await time.delay(10);
      }
      leases += 1;
      session.holder = `lease-${leases}`;
      const { requestId, message, language } = question;
      const known = session.turns.find((turn) => turn.requestId === requestId);
      const turn: SessionTurn = known ?? {
        turn: session.turns.length + 1,
        requestId,
        message,
        language,
        askedAt: time.now(),
      };
      if (known === undefined) session.turns.push(turn);
      return {
        kind: 'open',
        sessionId,
        principalId: question.principalId,
        turn: turn.turn,
        question: turn,
        history: session.turns.filter((other) => other.answer !== undefined).slice(-maxTurns),
        lease: session.holder,
      };
    },
    extend: async (open) => {
      if (sessions.get(open.sessionId)?.holder !== open.lease) {
        throw new LeaseLostError(open.sessionId, open.turn);
      }
      extensions.push(open.sessionId);
    },
    answer: async (open: OpenTurn, answer) => {
      const session = sessions.get(open.sessionId);
      if (session?.holder !== open.lease) throw new LeaseLostError(open.sessionId, open.turn);
      delete session.holder;
      session.turns = session.turns.map((turn) => (turn.turn === open.turn ? { ...turn, answer } : turn));
    },
    release: async (open) => {
      const session = sessions.get(open.sessionId);
      if (session?.holder === open.lease) delete session.holder;
    },
    history: async (principalId, sessionId, { limit, before = Number.POSITIVE_INFINITY }) => {
      const { turns } = sessionOf(principalId, sessionId);
      const earlier = turns.filter(({ turn }) => turn < before);
      const page = earlier.slice(-limit);
      return { turns: page, ...(earlier.length > limit && { before: page[0]!.turn }) };
    },
    clear: async (principalId, sessionId) => {
      sessionOf(principalId, sessionId);
      sessions.delete(sessionId);
    },
  };
  return { ...store, sessions, extensions, asked };
};
