import { sessionIdPattern } from '../../../contracts/chat-request';
import type { DynamoSessionStore } from '../../../core/sessions/dynamo-session-store';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';
import {
  asAnswered,
  asOpen,
  question,
  sessionStore,
  storedAnswer,
  type TwoTasks,
  twoTasks,
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
  let world: TwoTasks;
  beforeEach(() => {
    world = twoTasks(server, twice);
  });

  test('a first message opens a session with an id that clients may send', async () => {
    const open = asOpen(await world.ask(world.task, world.unique('first')));
    expect(open.sessionId).toMatch(new RegExp(sessionIdPattern));
    expect(open).toMatchObject({ turn: 1, history: [], principalId: owner });
  });

  test('the model sees the last ten pairs, oldest first, and readers see all of them', async () => {
    const { sessionId, requestIds } = await world.converse(12);
    const open = asOpen(await world.ask(world.task, world.unique('next'), { sessionId }));
    expect(open.turn).toBe(13);
    expect(open.history.map((turn) => turn.requestId)).toEqual(requestIds.slice(-10));
    expect(open.history.at(-1)?.answer?.reply).toBe(`${requestIds.at(-1)}への答え`);
    await world.task.answer(open, storedAnswer('最後の答え'));
    const { turns } = await world.otherTask.history(owner, sessionId, { limit: 50 });
    expect(turns.map(({ turn }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(turns.at(-1)).toMatchObject({ answer: storedAnswer('最後の答え') });
  });

  test('history comes in pages, newest last', async () => {
    const { sessionId } = await world.converse(5);
    const last = await world.task.history(owner, sessionId, { limit: 2 });
    expect(last.turns.map(({ turn }) => turn)).toEqual([4, 5]);
    const middle = await world.task.history(owner, sessionId, { limit: 2, before: last.before ?? 0 });
    expect(middle.turns.map(({ turn }) => turn)).toEqual([2, 3]);
    const first = await world.task.history(owner, sessionId, { limit: 2, before: middle.before ?? 0 });
    expect(first).toMatchObject({ turns: [{ turn: 1 }] });
    expect(first.before).toBeUndefined();
  });

  test('a repeated request gets the same answer, however many turns are in between', async () => {
    const { sessionId, requestIds } = await world.converse(16);
    for (const requestId of [requestIds[15]!, requestIds[9]!, requestIds[0]!])
      expect(asAnswered(await world.ask(world.otherTask, requestId, { sessionId })).turn.answer.reply).toBe(
        `${requestId}への答え`,
      );
    expect((await world.task.history(owner, sessionId, { limit: 50 })).turns).toHaveLength(16);
  });

  test('a repeated first message finds its session without knowing its id', async () => {
    const { sessionId, requestIds } = await world.converse(2);
    expect(asAnswered(await world.ask(world.otherTask, requestIds[0]!))).toMatchObject({
      sessionId,
      turn: { turn: 1 },
    });
  });

  test('a message that is sent again while it is being answered gets that answer', async () => {
    const requestId = world.unique('again');
    const open = asOpen(await world.ask(world.task, requestId));
    const repeated = [world.ask(world.task, requestId), world.ask(world.otherTask, requestId)];
    await world.task.answer(open, storedAnswer('一度だけ'));
    for (const turn of await Promise.all(repeated))
      expect(asAnswered(turn).turn.answer.reply).toBe('一度だけ');
  });

  test('a request id that comes with another message is refused', async () => {
    const { sessionId, requestIds } = await world.converse(1);
    const open = asOpen(await world.ask(world.task, world.unique('open'), { sessionId }));
    for (const requestId of [requestIds[0]!, open.question.requestId])
      await expect(
        world.ask(world.task, requestId, { sessionId, message: '別の質問' }),
      ).rejects.toMatchObject({
        name: 'RequestIdReusedError',
        code: 'REQUEST_ID_REUSED',
        retryable: false,
      });
  });

  test('two messages at once are answered one after the other, and neither is lost', async () => {
    const { sessionId } = await world.converse(1);
    const answerSoon = async (store: DynamoSessionStore, requestId: string) => {
      const open = asOpen(await world.ask(store, requestId, { sessionId }));
      await new Promise((resolve) => setTimeout(resolve, 10));
      await store.answer(open, storedAnswer(`${requestId}への答え`));
      return open;
    };
    const requestIds = Array.from({ length: 8 }, () => world.unique('burst'));
    const opened = await Promise.all(
      requestIds.map((requestId, at) => answerSoon(at % 2 === 0 ? world.task : world.otherTask, requestId)),
    );
    const { turns } = await world.task.history(owner, sessionId, { limit: 50 });
    expect(turns.map(({ turn }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(turns.slice(1).map(({ requestId }) => requestId))).toEqual(new Set(requestIds));
    for (const { turn, history } of opened)
      expect(history.map((before) => before.turn)).toEqual(turns.slice(0, turn - 1).map(({ turn: n }) => n));
  });

  test('who waits too long for another message is told that the session is busy', async () => {
    const open = asOpen(await world.ask(world.task, world.unique('slow')));
    const soon = { deadline: world.clock.now() + 60, maxTurns: 10 };
    for (const store of [world.task, world.otherTask])
      await expect(
        store.ask(question(world.unique('hasty'), { sessionId: open.sessionId }), soon),
      ).rejects.toMatchObject({ name: 'SessionBusyError', code: 'SESSION_BUSY', retryable: true });
  });

  test('for another principal the session does not exist, whatever is tried', async () => {
    const { sessionId, requestIds } = await world.converse(1);
    const stranger = 'user:somebody';
    const notFound = { name: 'SessionNotFoundError', code: 'SESSION_NOT_FOUND', retryable: false };
    await expect(
      world.ask(world.task, world.unique('theft'), { sessionId, principalId: stranger }),
    ).rejects.toMatchObject(notFound);
    await expect(
      world.ask(world.task, requestIds[0]!, { sessionId, principalId: stranger }),
    ).rejects.toMatchObject(notFound);
    await expect(world.task.history(stranger, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(world.task.clear(stranger, sessionId)).rejects.toMatchObject(notFound);
    expect((await world.task.history(owner, sessionId, { limit: 5 })).turns).toHaveLength(1);
  });

  test('a session id that nobody got does not exist', async () => {
    const sessionId = '5f0c4a52-5d0a-4c38-9d0f-0d9a7c1f2b11';
    const notFound = { name: 'SessionNotFoundError' };
    await expect(world.ask(world.task, world.unique('guess'), { sessionId })).rejects.toMatchObject(notFound);
    await expect(world.task.history(owner, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(world.task.clear(owner, sessionId)).rejects.toMatchObject(notFound);
  });

  test('a cleared session is gone at once, and soon nothing of it is left in the table', async () => {
    const { sessionId } = await world.converse(30);
    await world.task.clear(owner, sessionId);
    const notFound = { name: 'SessionNotFoundError' };
    await expect(world.otherTask.history(owner, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(world.ask(world.otherTask, world.unique('late'), { sessionId })).rejects.toMatchObject(
      notFound,
    );
    await expect(world.task.clear(owner, sessionId)).rejects.toMatchObject(notFound);
    await world.task.settled();
    expect(await server.itemsOf('sessions', sessionId)).toEqual([
      expect.objectContaining({ entry: '~head', cleared: true }),
    ]);
  });

  test('an answer that comes after the clearing is not stored', async () => {
    const { sessionId } = await world.converse(2);
    const open = asOpen(await world.ask(world.otherTask, world.unique('open'), { sessionId }));
    await world.task.clear(owner, sessionId);
    await world.task.settled();
    await expect(world.otherTask.answer(open, storedAnswer('遅い答え'))).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    await expect(world.otherTask.release(open)).resolves.toBeUndefined();
    expect(JSON.stringify(await server.itemsOf('sessions', sessionId))).not.toMatch(/[ぁ-ん]/);
  });

  test('a first message that is repeated after its session was cleared starts afresh', async () => {
    const { sessionId, requestIds } = await world.converse(2);
    await world.task.clear(owner, sessionId);
    const open = asOpen(await world.ask(world.otherTask, requestIds[0]!));
    expect(open).toMatchObject({ sessionId, turn: 1, history: [] });
    await world.task.settled();
    await world.otherTask.answer(open, storedAnswer('新しい答え'));
    expect((await world.task.history(owner, sessionId, { limit: 5 })).turns).toHaveLength(1);
  });

  test('a session ends 30 days after its last message, and a turn 30 days after it was written', async () => {
    const { sessionId } = await world.converse(1);
    world.clock.forward(20 * day);
    await world.task.answer(
      asOpen(await world.ask(world.task, world.unique('later'), { sessionId })),
      storedAnswer('答え'),
    );
    world.clock.forward(11 * day);
    expect((await world.task.history(owner, sessionId, { limit: 5 })).turns).toMatchObject([{ turn: 2 }]);
    expect(asOpen(await world.ask(world.task, world.unique('third'), { sessionId })).history).toMatchObject([
      { turn: 2 },
    ]);
    world.clock.forward(30 * day + 1000);
    const notFound = { name: 'SessionNotFoundError' };
    await expect(world.task.history(owner, sessionId, { limit: 5 })).rejects.toMatchObject(notFound);
    await expect(world.ask(world.task, world.unique('fourth'), { sessionId })).rejects.toMatchObject(
      notFound,
    );
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
