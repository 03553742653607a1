import * as fc from 'fast-check';
import { requestBudgetMs, stageBudgetMs, stages } from '../../../contracts/deadline-budget';
import { createDeadline, type DeadlineOptions } from '../../../core/chat/create-deadline';
import { shareBudget } from '../../../core/chat/share-budget';
import { createFakeTime } from '../../support/fake-time';

const setUp = (options: Partial<DeadlineOptions> = {}) => {
  const time = createFakeTime();
  const overruns: unknown[] = [];
  const durations: Record<string, number> = {};
  const deadline = createDeadline(
    {
      now: time.now,
      startTimer: time.startTimer,
      record: (metric, value, dimensions) => {
        if (metric === 'stageOverrun') overruns.push(dimensions?.['stage']);
        if (metric === 'stageDuration') durations[dimensions?.['stage'] ?? ''] = value;
      },
    },
    { receivedAt: time.now(), totalMs: 3000, ...options },
  );
  return { time, deadline, overruns, durations, startedAt: time.now() };
};
const never = () => new Promise<never>(() => undefined);
const failureOf = (outcome: Promise<unknown>) => outcome.catch((error: unknown) => error);

describe('the budget', () => {
  test('is three seconds', () => {
    expect(Object.values(stageBudgetMs).reduce((sum, ms) => sum + ms, 0)).toBe(requestBudgetMs);
  });

  test('of any request adds up to what the request has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 29_000 }), (totalMs) => {
        const shares = shareBudget(totalMs);
        expect(stages.reduce((sum, stage) => sum + shares[stage], 0)).toBe(totalMs);
        expect(Math.min(...Object.values(shares))).toBeGreaterThan(0);
      }),
    );
  });

  test('of a longer request gives the rest to the model, that of a shorter one shortens all', () => {
    expect(shareBudget(5000)).toEqual({ ...stageBudgetMs, model: 4330 });
    expect(shareBudget(1500)).toMatchObject({ session: 50, cache: 10, model: 1165, return: 100 });
  });
});

describe('a stage', () => {
  test('has its share while the request is in time', async () => {
    const { deadline, startedAt } = setUp();
    const times = await deadline.stage('session', async (time) => time);
    expect(times.deadline).toBe(startedAt + 100);
    expect(times.signal.aborted).toBe(false);
    expect(deadline.at).toBe(startedAt + 2700);
  });

  test('has what is left after a slow one, and those after it keep their share', async () => {
    const { deadline, time } = setUp();
    const slow = deadline.stage('session', () => time.delay(600), { essential: true });
    await time.advance(600);
    await slow;
    expect(deadline.timeFor('model')).toBe(3000 - 100 - 600 - 400);
    expect(deadline.timeFor('store')).toBe(150);
  });

  test('is cut at its deadline, whatever its work does, and counted with its name', async () => {
    const { deadline, time, overruns, durations } = setUp();
    const failure = failureOf(deadline.stage('model', never));
    await time.advance(2330);
    expect(await failure).toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: 'The stage model was not done within 2330 ms',
    });
    expect(overruns).toEqual(['model']);
    expect(durations).toEqual({ model: 2330 });
  });

  test('aborts its work at the deadline', async () => {
    const { deadline, time } = setUp();
    let signal: AbortSignal | undefined;
    const failure = failureOf(
      deadline.stage('cache', (given) => {
        signal = given.signal;
        return never();
      }),
    );
    await time.advance(20);
    expect(await failure).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(signal?.aborted).toBe(true);
  });

  test('that a request cannot do without is counted, and cut only when nothing is left', async () => {
    const { deadline, time, overruns } = setUp();
    const slow = deadline.stage('session', () => time.delay(400).then(() => 'found'), { essential: true });
    await time.advance(400);
    expect(await slow).toBe('found');
    expect(overruns).toEqual(['session']);

    const endless = failureOf(deadline.stage('store', never, { essential: true }));
    await time.advance(2300);
    expect(await endless).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(overruns).toEqual(['session', 'store']);
  });

  test('without any time is not begun', async () => {
    const { deadline, time, overruns } = setUp();
    await time.advance(3000);
    const work = jest.fn(never);
    await expect(deadline.stage('model', work)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(work).not.toHaveBeenCalled();
    expect(overruns).toEqual(['model']);
  });

  test('in time is no overrun, and fails with its own error', async () => {
    const { deadline, overruns } = setUp();
    await expect(deadline.stage('prompt', () => Promise.reject(new RangeError('broken')))).rejects.toThrow(
      'broken',
    );
    expect(overruns).toEqual([]);
  });

  test('ends when the caller goes away, with what the caller said', async () => {
    const caller = new AbortController();
    const { deadline, overruns } = setUp({ signal: caller.signal });
    const outcome = deadline.stage('model', never);
    caller.abort(new Error('gone'));
    await expect(outcome).rejects.toThrow('gone');
    await expect(deadline.stage('store', async () => 1)).rejects.toThrow('gone');
    expect(overruns).toEqual([]);
  });
});

test('a stream has three seconds for its first token, and its own time to be stored', async () => {
  const { deadline, time } = setUp({ streamed: true });
  await time.advance(20_000);
  expect(deadline.timeFor('store')).toBe(150);
  expect(await deadline.stage('store', async () => 'stored')).toBe('stored');
  expect(deadline.timeFor('model')).toBe(0);
});

test('whatever stages take, none gets more than its share, and none beyond the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 500, max: 29_000 }),
      fc.array(fc.tuple(fc.constantFrom(...stages), fc.integer({ min: 0, max: 4000 })), { maxLength: 8 }),
      async (totalMs, steps) => {
        const { deadline, time, startedAt } = setUp({ totalMs });
        const shares = shareBudget(totalMs);
        for (const [stage, elapsedMs] of steps) {
          const given = deadline.timeFor(stage);
          expect(given).toBeLessThanOrEqual(shares[stage]);
          expect(given === 0 || time.now() + given <= startedAt + totalMs).toBe(true);
          await time.advance(elapsedMs);
        }
      },
    ),
    { numRuns: 50 },
  );
});
