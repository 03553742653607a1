import * as fc from 'fast-check';
import { requestBudgetMs, stageBudgetMs, stages } from '../../../contracts/deadline-budget';
import { createDeadline, type DeadlineOptions } from '../../../core/chat/create-deadline';
import { shareBudget } from '../../../core/chat/share-budget';
import { createFakeTime } from '../../support/fake-time';

const setUp = (options: Partial<DeadlineOptions> = {}) => {
  const time = createFakeTime();
  const recorded: string[] = [];
  const deadline = createDeadline(
    {
      now: time.now,
      record: (metric, value, dimensions) => recorded.push(`${metric} ${dimensions?.['stage']} ${value}`),
    },
    { receivedAt: time.now(), totalMs: 3000, ...options },
  );
  return { time, deadline, recorded, startedAt: time.now() };
};

describe('the budget', () => {
  test('is three seconds', () => {
    expect(Object.values(stageBudgetMs).reduce((sum, ms) => sum + ms, 0)).toBe(requestBudgetMs);
  });

  test('of any request adds up to what the request has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 60_000 }), (totalMs) => {
        const shares = shareBudget(totalMs);
        expect(stages.reduce((sum, stage) => sum + shares[stage], 0)).toBe(totalMs);
        expect(Math.min(...Object.values(shares))).toBeGreaterThan(0);
      }),
    );
  });

  test('of a longer request gives the rest to the model, that of a shorter one shortens all', () => {
    expect(shareBudget(5000)).toMatchObject({ ...stageBudgetMs, model: 4330 });
    expect(shareBudget(1500)).toMatchObject({ session: 50, cache: 10, model: 1165, return: 100 });
  });
});

describe('a stage', () => {
  test('has its share while the request is in time', async () => {
    const { deadline, startedAt } = setUp();
    expect(await deadline.stage('session', async (at) => at)).toBe(startedAt + 100);
    expect(await deadline.stage('model', async (at) => at)).toBe(startedAt + 2330);
  });

  test('has what is left after a slow one, and those after it keep their share', async () => {
    const { deadline, time } = setUp();
    await time.advance(600);
    expect(deadline.timeFor('model')).toBe(3000 - 100 - 600 - 400);
    expect(deadline.timeFor('store')).toBe(150);
  });

  test('has nothing when nothing is left', async () => {
    const { deadline, time, startedAt } = setUp();
    await time.advance(5000);
    expect(deadline.timeFor('model')).toBe(0);
    expect(deadline.begin('model').deadline).toBe(startedAt + 5000);
  });

  test('that is late is counted with its name', async () => {
    const { deadline, time, recorded } = setUp();
    const work = deadline.stage('session', () => time.delay(101));
    await time.advance(101);
    await work;
    expect(recorded).toEqual(['stageDuration session 101', 'stageOverrun session 1']);
  });

  test('that is in time is no overrun', async () => {
    const { deadline, time, recorded } = setUp();
    const work = deadline.stage('session', () => time.delay(100));
    await time.advance(100);
    await work;
    expect(recorded).toEqual(['stageDuration session 100']);
  });

  test('is counted when its work fails, too, and fails with the same error', async () => {
    const { deadline, recorded } = setUp();
    await expect(deadline.stage('prompt', () => Promise.reject(new RangeError('broken')))).rejects.toThrow(
      'broken',
    );
    expect(recorded).toEqual(['stageDuration prompt 0']);
  });

  test('ends once', () => {
    const { deadline, recorded } = setUp();
    const stage = deadline.begin('model');
    stage.end();
    stage.end();
    expect(recorded).toHaveLength(1);
  });
});

describe('the search', () => {
  test('has its part of the request, and what it takes is the model that has less', async () => {
    const { deadline, time } = setUp();
    expect(deadline.timeFor('retrieval')).toBe(500);
    await time.advance(500);
    expect(deadline.timeFor('model')).toBe(2000);
  });

  test('leaves the later stages their time', async () => {
    const { deadline, time } = setUp();
    await time.advance(2400);
    expect(deadline.timeFor('retrieval')).toBe(100);
  });
});

test('a stream has three seconds for its first token, and its own time to be stored', async () => {
  const { deadline, time } = setUp({ streamed: true });
  await time.advance(20_000);
  expect(deadline.timeFor('store')).toBe(150);
  expect(deadline.timeFor('model')).toBe(0);
});

test('whatever stages take, none gets more than its share, and none beyond the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 500, max: 29_000 }),
      fc.array(
        fc.tuple(fc.constantFrom(...stages, 'retrieval' as const), fc.integer({ min: 0, max: 4000 })),
        {
          maxLength: 8,
        },
      ),
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
