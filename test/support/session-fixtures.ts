import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { tableName } from '../../contracts/tables';
import { silentLogger } from '../../core/observability/logger';
import { createDynamoSessionStore, type DynamoSessionStore } from '../../core/sessions/dynamo-session-store';
import type { AnsweredTurn, OpenTurn, Question, StoredAnswer } from '../../core/sessions/session-store';
import type { DynaliteServer } from './dynalite-server';

/** A clock that runs, and that a test may set forward. */
export const createSlidingClock = () => {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    forward: (ms: number) => {
      aheadMs += ms;
    },
  };
};

export const storedAnswer = (reply: string, changes: Partial<StoredAnswer> = {}): StoredAnswer => ({
  reply,
  model: 'claude-haiku-4-5',
  region: 'us-east-1',
  cached: false,
  usage: { inputTokens: 12, outputTokens: 34 },
  costUsd: 0.00023,
  sources: ['C88427'],
  routingReason: 'short-question',
  degraded: [],
  answeredAt: 1_764_000_000_000,
  ...changes,
});

export const question = (requestId: string, changes: Partial<Question> = {}): Question => ({
  principalId: 'guest:0d9a7c1f',
  requestId,
  message: `${requestId}のおすすめは？`,
  language: 'ja',
  ...changes,
});

/** Each write is sent twice, as when the reply to the first was lost: the caller sees what the second one met. */
export const stuttering = (documents: DynamoDBDocumentClient): DynamoDBDocumentClient => {
  const send = documents.send.bind(documents) as (command: unknown) => Promise<unknown>;
  return Object.assign(Object.create(documents) as DynamoDBDocumentClient, {
    send: async (command: unknown) => {
      if (command instanceof PutCommand || command instanceof UpdateCommand) await send(command);
      return send(command);
    },
  });
};

/** Whether each write reaches the table once, or again because its reply was lost. */
export const writings: readonly (readonly [string, boolean])[] = [
  ['each write is sent once', false],
  ['each write is sent again because its reply was lost', true],
];

/** One task's store on the test's table. */
export const sessionStore = (
  server: DynaliteServer,
  facts: { readonly now: () => number; readonly documents?: DynamoDBDocumentClient },
) =>
  createDynamoSessionStore({
    documents: facts.documents ?? server.documents,
    tableName: tableName(server.environment, 'sessions'),
    now: facts.now,
    log: silentLogger,
  });

export const asOpen = (turn: OpenTurn | AnsweredTurn): OpenTurn => {
  if (turn.kind !== 'open') throw new Error(`The turn is ${turn.kind}`);
  return turn;
};

export const asAnswered = (turn: OpenTurn | AnsweredTurn): AnsweredTurn => {
  if (turn.kind !== 'answered') throw new Error(`The turn is ${turn.kind}`);
  return turn;
};

export type TwoTasks = ReturnType<typeof twoTasks>;

/** Two tasks' stores on the test's table, whose writes are each sent twice where `twice` is set. */
export const twoTasks = (server: DynaliteServer, twice: boolean) => {
  const clock = createSlidingClock();
  const newStore = () =>
    sessionStore(server, {
      now: clock.now,
      documents: twice ? stuttering(server.documents) : server.documents,
    });
  const task = newStore();
  const unique = (name: string): string => `${name}-${randomUUID()}`;
  const options = (waitMs = 1000) => ({ deadline: clock.now() + waitMs, maxTurns: 10, leaseMs: 5000 });
  const ask = (store: DynamoSessionStore, ...asked: Parameters<typeof question>) =>
    store.ask(question(...asked), options());
  return {
    clock,
    task,
    otherTask: newStore(),
    unique,
    options,
    ask,
    /** A session with answered turns; its id, and the request id of each turn. */
    converse: async (turns: number) => {
      const requestIds = Array.from({ length: turns }, () => unique('turn'));
      let sessionId: string | undefined;
      for (const requestId of requestIds) {
        const open = asOpen(await ask(task, requestId, sessionId === undefined ? {} : { sessionId }));
        await task.answer(open, storedAnswer(`${requestId}への答え`));
        sessionId = open.sessionId;
      }
      return { sessionId: sessionId ?? '', requestIds };
    },
  };
};
