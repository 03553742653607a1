import type { DynamoSessionStore } from '../../../core/sessions/dynamo-session-store';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';
import {
  asAnswered,
  asOpen,
  question,
  sessionStore,
  storedAnswer,
  stuttering,
  writings,
} from '../../support/session-fixtures';

const owner = 'guest:0d9a7c1f';

let server: DynaliteServer;
beforeAll(async () => {
  server = await startDynalite({ tables: ['sessions'] });
});
afterAll(() => server.stop());

describe.each(writings)('a session that opens with an answer, when %s', (_name, twice) => {
  const newStore = () =>
    sessionStore(server, {
      now: Date.now,
      documents: twice ? stuttering(server.documents) : server.documents,
    });
  let task: DynamoSessionStore;
  let otherTask: DynamoSessionStore;
  let names = 0;
  const unique = (name: string): string => `${name}-${twice}-${(names += 1)}`;
  const ask = (store: DynamoSessionStore, ...asked: Parameters<typeof question>) =>
    store.ask(question(...asked), { deadline: Date.now() + 10_000, maxTurns: 10, leaseMs: 20_000 });

  beforeEach(() => {
    task = newStore();
    otherTask = newStore();
  });

  /** As the chat does it: a session that exists is asked. */
  const openOrAsk = async (
    store: DynamoSessionStore,
    requestId: string,
    answer = storedAnswer('すぐの答え'),
  ) => {
    const sessionId = await store.open(question(requestId), answer);
    return sessionId ?? asAnswered(await ask(store, requestId)).sessionId;
  };

  test('has its turn for readers, for a repetition and for the next question', async () => {
    const requestId = unique('opening');
    const sessionId = await openOrAsk(task, requestId);
    const first = { turn: 1, requestId, answer: storedAnswer('すぐの答え') };
    expect((await otherTask.history(owner, sessionId, { limit: 5 })).turns).toMatchObject([first]);
    expect(asAnswered(await ask(otherTask, requestId))).toMatchObject({ sessionId, turn: first });
    const next = asOpen(await ask(otherTask, unique('next'), { sessionId }));
    expect(next).toMatchObject({ turn: 2, history: [first] });
    await otherTask.answer(next, storedAnswer('二番目'));
    expect(asAnswered(await ask(task, requestId, { sessionId })).turn).toMatchObject(first);
    const { turns } = await task.history(owner, sessionId, { limit: 5 });
    expect(turns).toMatchObject([first, { turn: 2 }]);
  });

  test('is opened once, however many tasks are asked', async () => {
    const requestId = unique('opening');
    const answers = [storedAnswer('一'), storedAnswer('二'), storedAnswer('三')];
    const ids = await Promise.all(
      answers.map((answer, at) => openOrAsk(at % 2 === 0 ? task : otherTask, requestId, answer)),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await task.history(owner, ids[0]!, { limit: 5 })).turns).toHaveLength(1);
    expect(await task.open(question(requestId), storedAnswer('四'))).toBeUndefined();
  });

  test('keeps its answer when two questions follow at once', async () => {
    const sessionId = await openOrAsk(task, unique('opening'));
    const opened = await Promise.all(
      [task, otherTask].map(async (store, at) => {
        const open = asOpen(await ask(store, unique(`both-${at}`), { sessionId }));
        await store.answer(open, storedAnswer(`答え${at}`));
        return open.turn;
      }),
    );
    expect(opened.toSorted((a, b) => a - b)).toEqual([2, 3]);
    const { turns } = await task.history(owner, sessionId, { limit: 5 });
    expect(turns.map(({ turn, answer }) => [turn, answer !== undefined])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
  });

  test('leaves nothing when it is cleared, and may be opened again', async () => {
    const requestId = unique('opening');
    const sessionId = await openOrAsk(task, requestId);
    await task.clear(owner, sessionId);
    await task.settled();
    expect(JSON.stringify(await server.itemsOf('sessions', sessionId))).not.toMatch(/[ぁ-ん]/);
    expect(await task.open(question(requestId), storedAnswer('もう一度'))).toBeUndefined();
    expect(asOpen(await ask(task, requestId))).toMatchObject({ sessionId, turn: 1, history: [] });
  });

  test("is nobody else's", async () => {
    const sessionId = await openOrAsk(task, unique('opening'));
    const notFound = { name: 'SessionNotFoundError' };
    const stranger = 'user:somebody';
    await expect(task.history(stranger, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(ask(task, unique('theft'), { sessionId, principalId: stranger })).rejects.toMatchObject(
      notFound,
    );
  });
});
