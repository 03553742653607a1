import { randomUUID } from 'node:crypto';
import { type AskDecision, decideAsk, type LookUp, type Wait } from './decide-ask';
import { deriveSessionId } from './derive-session-id';
import { formatLease } from './lease';
import { RequestIdReusedError, SessionBusyError, SessionNotFoundError } from './session-error';
import type { HeadItem, TurnItem } from './session-items';
import type { SessionLine } from './session-line';
import type { SessionReader } from './session-reader';
import type { SessionSnapshot } from './session-snapshot';
import type { AnsweredTurn, OpenTurn, Question, SessionStore, SessionTurn } from './session-store';
import type { SessionWriter } from './session-writer';
import { type Claim, startingHead, takeTurn } from './take-turn';
import { toAnswered, toUnanswered } from './turn-records';

/** Longer than any answer takes: API Gateway ends an integration after 29 s. */
export const defaultLeaseMs = 35_000;

const firstPauseMs = 20;
const longestPauseMs = 250;

export interface AskDependencies {
  readonly reader: SessionReader;
  readonly writer: SessionWriter;
  readonly line: SessionLine;
  readonly now: () => number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly ttlMs: number;
}

const isAnswered = ({ answer }: TurnItem): boolean => answer !== undefined;

const answeredTurn = (item: TurnItem): AnsweredTurn | undefined => {
  const turn = toAnswered(item);
  return turn && { kind: 'answered', sessionId: item.sessionId, turn };
};

const openTurn = (head: HeadItem, history: readonly SessionTurn[]): OpenTurn | undefined =>
  head.pending && {
    kind: 'open',
    sessionId: head.sessionId,
    principalId: head.owner,
    turn: head.pending.turn,
    question: toUnanswered(head.pending),
    history,
    lease: formatLease(head),
  };

/** See `SessionStore.ask`. */
export const createAsk = ({
  reader,
  writer,
  line,
  now,
  random,
  ttlMs,
}: AskDependencies): SessionStore['ask'] => {
  const claim = (question: Question, holder: string, leaseMs: number): Claim => ({
    question,
    holder,
    now: now(),
    leaseUntil: now() + leaseMs,
    expiresAt: Math.ceil((now() + ttlMs) / 1000),
  });

  /** Answered turns before the one that the head has pending, oldest first. */
  const readHistory = async (head: HeadItem, snapshot: SessionSnapshot, maxTurns: number) => {
    const turn = head.pending?.turn ?? head.lastTurn;
    const items =
      turn < head.lastTurn
        ? await reader.readTurnsBefore(head, turn, maxTurns, isAnswered)
        : snapshot.turns.filter((item) => item.turn < turn && isAnswered(item)).slice(0, maxTurns);
    return items
      .toReversed()
      .map(toAnswered)
      .filter((item) => item !== undefined);
  };

  const lookUp = async (snapshot: SessionSnapshot, turn: number): Promise<SessionSnapshot> => {
    const item = snapshot.head && (await reader.readTurn(snapshot.head, turn));
    return { ...snapshot, lookedUp: new Map([...(snapshot.lookedUp ?? []), [turn, item]]) };
  };

  const askFirstInLine = async (
    sessionId: string,
    question: Question,
    { deadline, maxTurns, leaseMs = defaultLeaseMs }: Parameters<SessionStore['ask']>[1],
  ): Promise<OpenTurn | AnsweredTurn> => {
    const holder = randomUUID();
    if (question.sessionId === undefined) {
      const head = startingHead(sessionId, claim(question, holder, leaseMs));
      const opened = (await writer.createHead(head)) ? openTurn(head, []) : undefined;
      if (opened !== undefined) return opened;
    }

    const act = async (
      decision: Exclude<AskDecision, LookUp | Wait>,
      snapshot: SessionSnapshot,
    ): Promise<OpenTurn | AnsweredTurn | undefined> => {
      if (decision.kind === 'not-found') throw new SessionNotFoundError(sessionId);
      if (decision.kind === 'reused') throw new RequestIdReusedError(question.requestId);
      if (decision.kind === 'answered') return answeredTurn(decision.item);
      if (decision.kind === 'start') {
        const head = startingHead(sessionId, claim(question, holder, leaseMs), decision.gone);
        const started = decision.gone ? writer.replaceHead(head, decision.gone) : writer.createHead(head);
        return (await started) ? openTurn(head, []) : undefined;
      }
      const head =
        decision.kind === 'held'
          ? decision.head
          : await takeTurn({ reader, writer }, decision, claim(question, holder, leaseMs));
      return head && openTurn(head, await readHistory(head, snapshot, maxTurns));
    };

    for (let attempt = 0; ; attempt += 1) {
      let snapshot = await reader.readSession(sessionId, maxTurns);
      let decision = decideAsk(snapshot, question, holder, now());
      while (decision.kind === 'look-up') {
        snapshot = await lookUp(snapshot, decision.turn);
        decision = decideAsk(snapshot, question, holder, now());
      }
      const done = decision.kind === 'wait' ? undefined : await act(decision, snapshot);
      if (done !== undefined) return done;
      if (now() >= deadline) throw new SessionBusyError(sessionId);
      if (decision.kind === 'wait') {
        const backoffMs = Math.min(longestPauseMs, firstPauseMs * 1.6 ** attempt) * (0.5 + random() / 2);
        await line.pause(sessionId, Math.min(backoffMs, decision.until - now(), deadline - now()));
      }
    }
  };

  return async (question, options) => {
    const sessionId = question.sessionId ?? deriveSessionId(question.principalId, question.requestId);
    const leave = await line.enter(sessionId, options.deadline - now());
    if (leave === undefined) throw new SessionBusyError(sessionId);
    try {
      return await askFirstInLine(sessionId, question, options);
    } finally {
      leave();
    }
  };
};
