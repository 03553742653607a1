import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';
import {
  asOpen,
  question,
  storedAnswer,
  type TwoTasks,
  twoTasks,
  writings,
} from '../../support/session-fixtures';

const owner = 'guest:0d9a7c1f';

let server: DynaliteServer;
beforeAll(async () => {
  server = await startDynalite({ tables: ['sessions'] });
});
afterAll(() => server.stop());

describe.each(writings)('who answers a turn, when %s', (_name, twice) => {
  let world: TwoTasks;
  beforeEach(() => {
    world = twoTasks(server, twice);
  });

  test('a crash between question and answer leaves a question that the same request answers', async () => {
    const requestId = world.unique('crash');
    const crashed = asOpen(await world.ask(world.task, requestId));
    expect(await world.otherTask.history(owner, crashed.sessionId, { limit: 5 })).toEqual({
      turns: [crashed.question],
    });
    world.clock.forward(5001);
    const retried = asOpen(await world.ask(world.otherTask, requestId));
    expect(retried).toMatchObject({ turn: 1, question: crashed.question });
    await world.otherTask.answer(retried, storedAnswer('二度目の答え'));
    await expect(
      world.task.answer(crashed, storedAnswer('遅い答え', { answeredAt: 1 })),
    ).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    const { turns } = await world.task.history(owner, crashed.sessionId, { limit: 5 });
    expect(turns.map(({ answer }) => answer?.reply)).toEqual(['二度目の答え']);
  });

  test('after a crash the next message goes on, and the question in between can still be answered', async () => {
    const { sessionId } = await world.converse(1);
    const crashed = asOpen(await world.ask(world.task, world.unique('crash'), { sessionId }));
    world.clock.forward(5001);
    const next = asOpen(await world.ask(world.otherTask, world.unique('next'), { sessionId }));
    expect(next).toMatchObject({ turn: 3, history: [{ turn: 1 }] });
    await world.otherTask.answer(next, storedAnswer('三番目'));
    await expect(world.task.answer(crashed, storedAnswer('遅い答え'))).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    const again = asOpen(await world.ask(world.task, crashed.question.requestId, { sessionId }));
    expect(again).toMatchObject({ turn: 2, question: crashed.question, history: [{ turn: 1 }] });
    await world.task.answer(again, storedAnswer('二番目'));
    const { turns } = await world.task.history(owner, sessionId, { limit: 5 });
    expect(turns.map(({ answer }) => answer?.reply)).toEqual([expect.any(String), '二番目', '三番目']);
  });

  test('a turn that is still being answered is kept for as long as its holder gives signs of life', async () => {
    const open = asOpen(await world.ask(world.task, world.unique('long')));
    world.clock.forward(4000);
    await world.task.extend(open, 5000);
    world.clock.forward(4000);
    await expect(
      world.otherTask.ask(question(world.unique('next'), { sessionId: open.sessionId }), world.options(30)),
    ).rejects.toMatchObject({ name: 'SessionBusyError' });
    world.clock.forward(1001);
    asOpen(await world.ask(world.otherTask, world.unique('after'), { sessionId: open.sessionId }));
    await expect(world.task.extend(open, 5000)).rejects.toMatchObject({ name: 'LeaseLostError' });
  });

  test('a question that was given up does not hold up the next message', async () => {
    const open = asOpen(await world.ask(world.task, world.unique('failed')));
    await world.task.release(open);
    const next = asOpen(
      await world.ask(world.otherTask, world.unique('next'), { sessionId: open.sessionId }),
    );
    expect(next).toMatchObject({ turn: 2, history: [] });
    await world.task.release(open);
    await expect(
      world.task.ask(question(world.unique('third'), { sessionId: open.sessionId }), world.options(30)),
    ).rejects.toMatchObject({ name: 'SessionBusyError' });
  });
});
