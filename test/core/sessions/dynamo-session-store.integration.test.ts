import { sessionIdPattern } from '../../../contracts/chat-request';
import type { DynamoSessionStore } from '../../../core/sessions/dynamo-session-store';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';
import {
  asAnswered,
  asOpen,
  createSlidingClock,
  question,
  sessionStore,
  storedAnswer,
  stuttering,
  writings,
} from '../../support/session-fixtures';

const day = 24 * 60 * 60 * 1000;
const owner = 'guest:0d9a7c1f';

let server: DynaliteServer;
beforeAll(async () => {
  server = await startDynalite({ tables: ['sessions'] });
});
afterAll(() => server.stop());

describe.each(writings)('sessions, when %s', (_name, twice) => {
  let clock: ReturnType<typeof createSlidingClock>;
  let task: DynamoSessionStore;
  let otherTask: DynamoSessionStore;
  let names = 0;

  const newStore = () =>
    sessionStore(server, {
      now: clock.now,
      documents: twice ? stuttering(server.documents) : server.documents,
    });
  const unique = (name: string): string => `${name}-${twice}-${(names += 1)}`;
  const options = (waitMs = 1000) => ({ deadline: clock.now() + waitMs, maxTurns: 10, leaseMs: 5000 });
  const ask = (store: DynamoSessionStore, ...asked: Parameters<typeof question>) =>
    store.ask(question(...asked), options());
  /** A session with answered turns; its id, and the request id of each turn. */
  const converse = async (turns: number) => {
    const requestIds = Array.from({ length: turns }, () => unique('turn'));
    let sessionId: string | undefined;
    for (const requestId of requestIds) {
      const open = asOpen(await ask(task, requestId, sessionId === undefined ? {} : { sessionId }));
      await task.answer(open, storedAnswer(`${requestId}への答え`));
      sessionId = open.sessionId;
    }
    return { sessionId: sessionId ?? '', requestIds };
  };

  beforeEach(() => {
    clock = createSlidingClock();
    task = newStore();
    otherTask = newStore();
  });

  test('a first message opens a session with an id that clients may send', async () => {
    const open = asOpen(await ask(task, unique('first')));
    expect(open.sessionId).toMatch(new RegExp(sessionIdPattern));
    expect(open).toMatchObject({ turn: 1, history: [], principalId: owner });
  });

  test('the model sees the last ten pairs, oldest first, and readers see all of them', async () => {
    const { sessionId, requestIds } = await converse(12);
    const open = asOpen(await ask(task, unique('next'), { sessionId }));
    expect(open.turn).toBe(13);
    expect(open.history.map((turn) => turn.requestId)).toEqual(requestIds.slice(-10));
    expect(open.history.at(-1)?.answer?.reply).toBe(`${requestIds.at(-1)}への答え`);
    await task.answer(open, storedAnswer('最後の答え'));
    const { turns } = await otherTask.history(owner, sessionId, { limit: 50 });
    expect(turns.map(({ turn }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(turns.at(-1)).toMatchObject({ answer: storedAnswer('最後の答え') });
  });

  test('history comes in pages, newest last', async () => {
    const { sessionId } = await converse(5);
    const last = await task.history(owner, sessionId, { limit: 2 });
    expect(last.turns.map(({ turn }) => turn)).toEqual([4, 5]);
    const middle = await task.history(owner, sessionId, { limit: 2, before: last.before ?? 0 });
    expect(middle.turns.map(({ turn }) => turn)).toEqual([2, 3]);
    const first = await task.history(owner, sessionId, { limit: 2, before: middle.before ?? 0 });
    expect(first).toMatchObject({ turns: [{ turn: 1 }] });
    expect(first.before).toBeUndefined();
  });

  test('a repeated request gets the same answer, however many turns are in between', async () => {
    const { sessionId, requestIds } = await converse(16);
    for (const requestId of [requestIds[15]!, requestIds[9]!, requestIds[0]!])
      expect(asAnswered(await ask(otherTask, requestId, { sessionId })).turn.answer.reply).toBe(
        `${requestId}への答え`,
      );
    expect((await task.history(owner, sessionId, { limit: 50 })).turns).toHaveLength(16);
  });

  test('a repeated first message finds its session without knowing its id', async () => {
    const { sessionId, requestIds } = await converse(2);
    expect(asAnswered(await ask(otherTask, requestIds[0]!))).toMatchObject({ sessionId, turn: { turn: 1 } });
  });

  test('a message that is sent again while it is being answered gets that answer', async () => {
    const requestId = unique('again');
    const open = asOpen(await ask(task, requestId));
    const repeated = [ask(task, requestId), ask(otherTask, requestId)];
    await task.answer(open, storedAnswer('一度だけ'));
    for (const turn of await Promise.all(repeated))
      expect(asAnswered(turn).turn.answer.reply).toBe('一度だけ');
  });

  test('a request id that comes with another message is refused', async () => {
    const { sessionId, requestIds } = await converse(1);
    const open = asOpen(await ask(task, unique('open'), { sessionId }));
    for (const requestId of [requestIds[0]!, open.question.requestId])
      await expect(ask(task, requestId, { sessionId, message: '別の質問' })).rejects.toMatchObject({
        name: 'RequestIdReusedError',
        code: 'REQUEST_ID_REUSED',
        retryable: false,
      });
  });

  test('two messages at once are answered one after the other, and neither is lost', async () => {
    const { sessionId } = await converse(1);
    const answerSoon = async (store: DynamoSessionStore, requestId: string) => {
      const open = asOpen(await ask(store, requestId, { sessionId }));
      await new Promise((resolve) => setTimeout(resolve, 10));
      await store.answer(open, storedAnswer(`${requestId}への答え`));
      return open;
    };
    const requestIds = Array.from({ length: 8 }, () => unique('burst'));
    const opened = await Promise.all(
      requestIds.map((requestId, at) => answerSoon(at % 2 === 0 ? task : otherTask, requestId)),
    );
    const { turns } = await task.history(owner, sessionId, { limit: 50 });
    expect(turns.map(({ turn }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(turns.slice(1).map(({ requestId }) => requestId))).toEqual(new Set(requestIds));
    for (const { turn, history } of opened)
      expect(history.map((before) => before.turn)).toEqual(turns.slice(0, turn - 1).map(({ turn: n }) => n));
  });

  test('who waits too long for another message is told that the session is busy', async () => {
    const open = asOpen(await ask(task, unique('slow')));
    const soon = { deadline: clock.now() + 60, maxTurns: 10 };
    for (const store of [task, otherTask])
      await expect(
        store.ask(question(unique('hasty'), { sessionId: open.sessionId }), soon),
      ).rejects.toMatchObject({ name: 'SessionBusyError', code: 'SESSION_BUSY', retryable: true });
  });

  test('a crash between question and answer leaves a question that the same request answers', async () => {
    const requestId = unique('crash');
    const crashed = asOpen(await ask(task, requestId));
    expect(await otherTask.history(owner, crashed.sessionId, { limit: 5 })).toEqual({
      turns: [crashed.question],
    });
    clock.forward(5001);
    const retried = asOpen(await ask(otherTask, requestId));
    expect(retried).toMatchObject({ turn: 1, question: crashed.question });
    await otherTask.answer(retried, storedAnswer('二度目の答え'));
    await expect(task.answer(crashed, storedAnswer('遅い答え', { answeredAt: 1 }))).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    const { turns } = await task.history(owner, crashed.sessionId, { limit: 5 });
    expect(turns.map(({ answer }) => answer?.reply)).toEqual(['二度目の答え']);
  });

  test('after a crash the next message goes on, and the question in between can still be answered', async () => {
    const { sessionId } = await converse(1);
    const crashed = asOpen(await ask(task, unique('crash'), { sessionId }));
    clock.forward(5001);
    const next = asOpen(await ask(otherTask, unique('next'), { sessionId }));
    expect(next).toMatchObject({ turn: 3, history: [{ turn: 1 }] });
    await otherTask.answer(next, storedAnswer('三番目'));
    await expect(task.answer(crashed, storedAnswer('遅い答え'))).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    const again = asOpen(await ask(task, crashed.question.requestId, { sessionId }));
    expect(again).toMatchObject({ turn: 2, question: crashed.question, history: [{ turn: 1 }] });
    await task.answer(again, storedAnswer('二番目'));
    const { turns } = await task.history(owner, sessionId, { limit: 5 });
    expect(turns.map(({ answer }) => answer?.reply)).toEqual([expect.any(String), '二番目', '三番目']);
  });

  test('a turn that is still being answered is kept for as long as its holder gives signs of life', async () => {
    const open = asOpen(await ask(task, unique('long')));
    clock.forward(4000);
    await task.extend(open, 5000);
    clock.forward(4000);
    await expect(
      otherTask.ask(question(unique('next'), { sessionId: open.sessionId }), options(30)),
    ).rejects.toMatchObject({ name: 'SessionBusyError' });
    clock.forward(1001);
    asOpen(await ask(otherTask, unique('after'), { sessionId: open.sessionId }));
    await expect(task.extend(open, 5000)).rejects.toMatchObject({ name: 'LeaseLostError' });
  });

  test('a question that was given up does not hold up the next message', async () => {
    const open = asOpen(await ask(task, unique('failed')));
    await task.release(open);
    const next = asOpen(await ask(otherTask, unique('next'), { sessionId: open.sessionId }));
    expect(next).toMatchObject({ turn: 2, history: [] });
    await task.release(open);
    await expect(
      task.ask(question(unique('third'), { sessionId: open.sessionId }), options(30)),
    ).rejects.toMatchObject({ name: 'SessionBusyError' });
  });

  test('for another principal the session does not exist, whatever is tried', async () => {
    const { sessionId, requestIds } = await converse(1);
    const stranger = 'user:somebody';
    const notFound = { name: 'SessionNotFoundError', code: 'SESSION_NOT_FOUND', retryable: false };
    await expect(ask(task, unique('theft'), { sessionId, principalId: stranger })).rejects.toMatchObject(
      notFound,
    );
    await expect(ask(task, requestIds[0]!, { sessionId, principalId: stranger })).rejects.toMatchObject(
      notFound,
    );
    await expect(task.history(stranger, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(task.clear(stranger, sessionId)).rejects.toMatchObject(notFound);
    expect((await task.history(owner, sessionId, { limit: 5 })).turns).toHaveLength(1);
  });

  test('a session id that nobody got does not exist', async () => {
    const sessionId = '5f0c4a52-5d0a-4c38-9d0f-0d9a7c1f2b11';
    const notFound = { name: 'SessionNotFoundError' };
    await expect(ask(task, unique('guess'), { sessionId })).rejects.toMatchObject(notFound);
    await expect(task.history(owner, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(task.clear(owner, sessionId)).rejects.toMatchObject(notFound);
  });

  test('a cleared session is gone at once, and soon nothing of it is left in the table', async () => {
    const { sessionId } = await converse(30);
    await task.clear(owner, sessionId);
    const notFound = { name: 'SessionNotFoundError' };
    await expect(otherTask.history(owner, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(ask(otherTask, unique('late'), { sessionId })).rejects.toMatchObject(notFound);
    await expect(task.clear(owner, sessionId)).rejects.toMatchObject(notFound);
    await task.settled();
    expect(await server.itemsOf('sessions', sessionId)).toEqual([
      expect.objectContaining({ entry: '~head', cleared: true }),
    ]);
  });

  test('an answer that comes after the clearing is not stored', async () => {
    const { sessionId } = await converse(2);
    const open = asOpen(await ask(otherTask, unique('open'), { sessionId }));
    await task.clear(owner, sessionId);
    await task.settled();
    await expect(otherTask.answer(open, storedAnswer('遅い答え'))).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    await expect(otherTask.release(open)).resolves.toBeUndefined();
    expect(JSON.stringify(await server.itemsOf('sessions', sessionId))).not.toMatch(/[ぁ-ん]/);
  });

  test('a first message that is repeated after its session was cleared starts afresh', async () => {
    const { sessionId, requestIds } = await converse(2);
    await task.clear(owner, sessionId);
    const open = asOpen(await ask(otherTask, requestIds[0]!));
    expect(open).toMatchObject({ sessionId, turn: 1, history: [] });
    await task.settled();
    await otherTask.answer(open, storedAnswer('新しい答え'));
    expect((await task.history(owner, sessionId, { limit: 5 })).turns).toHaveLength(1);
  });

  test('a session ends 30 days after its last message, and a turn 30 days after it was written', async () => {
    const { sessionId } = await converse(1);
    clock.forward(20 * day);
    await task.answer(asOpen(await ask(task, unique('later'), { sessionId })), storedAnswer('答え'));
    clock.forward(11 * day);
    expect((await task.history(owner, sessionId, { limit: 5 })).turns).toMatchObject([{ turn: 2 }]);
    expect(asOpen(await ask(task, unique('third'), { sessionId })).history).toMatchObject([{ turn: 2 }]);
    clock.forward(30 * day + 1000);
    const notFound = { name: 'SessionNotFoundError' };
    await expect(task.history(owner, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(ask(task, unique('fourth'), { sessionId })).rejects.toMatchObject(notFound);
  });
});

test('a table that does not answer is an error that may be tried again, with its cause', async () => {
  const gone = await startDynalite({ tables: ['sessions'] });
  await gone.stop();
  const store = sessionStore(gone, { now: Date.now });
  await expect(
    store.ask(question('unreachable'), { deadline: Date.now() + 500, maxTurns: 10 }),
  ).rejects.toMatchObject({
    name: 'SessionStoreError',
    code: 'INTERNAL',
    retryable: true,
    cause: expect.any(Error),
  });
});

test('the largest messages and answers fit, and ten of them are read as history', async () => {
  const store = sessionStore(server, { now: Date.now });
  const options = { deadline: Date.now() + 10_000, maxTurns: 50 };
  let sessionId: string | undefined;
  for (let turn = 1; turn <= 40; turn += 1) {
    const open = asOpen(
      await store.ask(
        question(`big-${turn}`, { message: '𠮷'.repeat(4000), ...(sessionId && { sessionId }) }),
        options,
      ),
    );
    expect(open.history).toHaveLength(turn - 1);
    await store.answer(open, storedAnswer('漫'.repeat(8000)));
    sessionId = open.sessionId;
  }
});
