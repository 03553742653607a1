import { createReadiness } from '../../../services/orchestrator/server/readiness';
import { createFakeTime } from '../../support/fake-time';

describe('readiness', () => {
  test('takes a dependency that does not answer within a second for down', async () => {
    const time = createFakeTime();
    const check = createReadiness({
      checks: { sessions: () => new Promise(() => undefined) },
      isStopping: () => false,
      ...time,
    });
    const readiness = check();
    await time.advance(1_000);
    expect(await readiness).toEqual({ status: 'degraded', dependencies: { sessions: 'down' } });
  });

  test('asks no more often than every two seconds, however often it is asked', async () => {
    const time = createFakeTime();
    let asked = 0;
    const check = createReadiness({
      checks: {
        sessions: async () => {
          asked += 1;
          return 'up';
        },
      },
      isStopping: () => false,
      ...time,
    });
    await check();
    await check();
    expect(asked).toBe(1);
    await time.advance(2_000);
    await check();
    expect(asked).toBe(2);
  });
});
