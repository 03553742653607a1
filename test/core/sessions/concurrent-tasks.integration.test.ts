import { setTimeout as delay } from 'node:timers/promises';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { LeaseLostError, SessionBusyError, SessionNotFoundError } from '../../../core/sessions/session-error';
import type { OpenTurn } from '../../../core/sessions/session-store';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';
import { asOpen, question, sessionStore, storedAnswer, stuttering } from '../../support/session-fixtures';

let server: DynaliteServer;
beforeAll(async () => {
  server = await startDynalite({ tables: ['sessions'] });
});
afterAll(() => server.stop());

/** Requests and replies are late by some milliseconds, each by its own. */
const jittery = (documents: DynamoDBDocumentClient, delays: readonly number[]): DynamoDBDocumentClient => {
  const send = documents.send.bind(documents) as (command: unknown) => Promise<unknown>;
  let calls = 0;
  const jitter = () => delay(delays[(calls += 1) % delays.length]);
  return Object.assign(Object.create(documents) as DynamoDBDocumentClient, {
    send: async (command: unknown) => {
      await jitter();
      const reply = await send(command);
      await jitter();
      return reply;
    },
  });
};

const step = fc.record({
  task: fc.nat(2),
  kind: fc.constantFrom('answer', 'answer', 'answer', 'crash', 'release', 'repeat', 'late'),
  afterMs: fc.nat(30),
});
const delays = fc.array(fc.nat(4), { minLength: 3, maxLength: 7 });
const leaseMs = 60;
let sessions = 0;

const expected = (error: unknown): undefined => {
  if (error instanceof LeaseLostError || error instanceof SessionBusyError) return undefined;
  throw error;
};

test('whatever several tasks do to one session at once, every answer that was stored is there once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), delays, async (steps, lateBy) => {
      const documents = jittery(server.documents, lateBy);
      const tasks = [documents, documents, stuttering(documents)].map((client) =>
        sessionStore(server, { now: Date.now, documents: client }),
      );
      const options = () => ({ deadline: Date.now() + 3000, maxTurns: 50, leaseMs });
      sessions += 1;
      const first = asOpen(await tasks[0]!.ask(question(`first-${sessions}`), options()));
      await tasks[0]!.answer(first, storedAnswer('first'));
      const { sessionId, principalId } = first;

      const opened: OpenTurn[] = [];
      const stored = new Map<string, string>();
      await Promise.all(
        steps.map(async ({ task, kind, afterMs }, at) => {
          const store = tasks[task]!;
          const requestId = kind === 'repeat' ? 'shared' : `step-${at}`;
          await delay(afterMs);
          const turn = await store.ask(question(requestId, { sessionId }), options()).catch(expected);
          if (turn?.kind !== 'open') return;
          opened.push(turn);
          if (kind === 'crash') return;
          if (kind === 'release') return store.release(turn);
          if (kind === 'late') await delay(leaseMs + 15);
          const reply = `${requestId} by ${at}`;
          await store.answer(turn, storedAnswer(reply, { answeredAt: at + 1 })).then(() => {
            expect(stored.has(requestId)).toBe(false);
            stored.set(requestId, reply);
          }, expected);
        }),
      );

      const { turns } = await tasks[0]!.history(principalId, sessionId, { limit: 50 });
      expect(turns.map(({ turn }) => turn)).toEqual(turns.map((_, at) => at + 1));
      const answers = turns
        .slice(1)
        .flatMap(({ requestId, answer }) => (answer ? [[requestId, answer.reply]] : []));
      expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(stored));
      expect(answers).toHaveLength(stored.size);
      // Each asked question is there, answered or not, and saw only what came before it.
      for (const open of opened) {
        expect(turns[open.turn - 1]).toMatchObject(open.question);
        for (const before of open.history) expect(turns[before.turn - 1]).toEqual(before);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('a session that is cleared while several tasks use it leaves nothing that anybody wrote', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), delays, async (steps, lateBy) => {
      const documents = jittery(server.documents, lateBy);
      const tasks = [0, 1, 2].map(() => sessionStore(server, { now: Date.now, documents }));
      const options = () => ({ deadline: Date.now() + 3000, maxTurns: 50, leaseMs });
      sessions += 1;
      const first = asOpen(await tasks[0]!.ask(question(`first-${sessions}`), options()));
      await tasks[0]!.answer(first, storedAnswer('first'));
      const { sessionId, principalId } = first;
      const expectedOrGone = (error: unknown) =>
        error instanceof SessionNotFoundError ? undefined : expected(error);

      await Promise.all([
        delay(15).then(() => tasks[1]!.clear(principalId, sessionId)),
        ...steps.map(async ({ task, kind, afterMs }, at) => {
          await delay(afterMs);
          const asked = question(`step-${at}`, { sessionId });
          const turn = await tasks[task]!.ask(asked, options()).catch(expectedOrGone);
          if (turn?.kind !== 'open' || kind === 'crash') return;
          await tasks[task]!.answer(turn, storedAnswer('答え')).catch(expectedOrGone);
        }),
      ]);
      await tasks[1]!.settled();
      await expect(tasks[2]!.history(principalId, sessionId, { limit: 5 })).rejects.toBeInstanceOf(
        SessionNotFoundError,
      );
      expect(JSON.stringify(await server.itemsOf('sessions', sessionId))).not.toMatch(/[ぁ-ん]/);
    }),
    { numRuns: 8 },
  );
}, 120_000);

test('a session that is cleared while the next message takes its turn leaves nothing either', async () => {
  const leaseMs = 1;
  const options = () => ({ deadline: Date.now() + 3000, maxTurns: 50, leaseMs });
  const other = sessionStore(server, { now: Date.now });
  const crashed = asOpen(await other.ask(question('crashed'), options()));
  await delay(leaseMs + 1);

  const send = server.documents.send.bind(server.documents) as (command: unknown) => Promise<unknown>;
  let cleared = false;
  const documents = Object.assign(Object.create(server.documents) as DynamoDBDocumentClient, {
    send: async (command: unknown) => {
      if (command instanceof PutCommand && !cleared) {
        cleared = true;
        await other.clear(crashed.principalId, crashed.sessionId);
        await other.settled();
      }
      return send(command);
    },
  });
  const store = sessionStore(server, { now: Date.now, documents });
  await expect(
    store.ask(question('next', { sessionId: crashed.sessionId }), options()),
  ).rejects.toBeInstanceOf(SessionNotFoundError);
  expect(JSON.stringify(await server.itemsOf('sessions', crashed.sessionId))).not.toMatch(/[ぁ-ん]/);
});
