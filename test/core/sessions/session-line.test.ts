import { createSessionLine } from '../../../core/sessions/session-line';

describe('the line of a session', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('lets one in after the other, in the order in which they came', async () => {
    const line = createSessionLine();
    const came: number[] = [];
    const visit = async (who: number): Promise<void> => {
      const leave = await line.enter('s', 1000);
      came.push(who);
      await jest.advanceTimersByTimeAsync(10);
      leave?.();
    };
    await Promise.all([visit(1), visit(2), visit(3)]);
    expect(came).toEqual([1, 2, 3]);
  });

  test('does not hold up another session', async () => {
    const line = createSessionLine();
    await line.enter('a', 1000);
    await expect(line.enter('b', 0)).resolves.toBeDefined();
  });

  test('sends away who waited long enough, and those behind still get their turn', async () => {
    const line = createSessionLine();
    const leave = await line.enter('s', 1000);
    const impatient = line.enter('s', 50);
    const patient = line.enter('s', 1000);
    await jest.advanceTimersByTimeAsync(50);
    await expect(impatient).resolves.toBeUndefined();
    leave?.();
    await expect(patient).resolves.toBeDefined();
  });

  test('a pause ends when something happens to the session', async () => {
    const line = createSessionLine();
    const paused = line.pause('s', 60_000);
    line.wake('another');
    expect(jest.getTimerCount()).toBe(1);
    line.wake('s');
    await paused;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('a pause ends by itself when nothing happens', async () => {
    const line = createSessionLine();
    const paused = line.pause('s', 250);
    await jest.advanceTimersByTimeAsync(250);
    await expect(paused).resolves.toBeUndefined();
  });
});
