import { RefusedError } from '../../../bench/chat/http-client';
import { isSaturated, loadStep } from '../../../bench/saturation/load-step';

test('what is shed and what came too late are counted apart, and have no part in latency', async () => {
  const step = await loadStep(
    async (number) => {
      if (number % 2 === 1) throw new RefusedError(503, '/chat');
      if (number % 4 === 2) throw new RefusedError(504, '/chat');
      return 60_000;
    },
    1000,
    0.02,
  );
  expect(step).toMatchObject({ offeredPerSecond: 1000, shed: 0.5, late: 0.25 });
  expect(step.latency.p50).toBeGreaterThan(50_000);
});

test('another failure ends the measurement', async () => {
  const failing = async (): Promise<number> => {
    throw new RefusedError(400, '/chat');
  };
  await expect(loadStep(failing, 1000, 0.01)).rejects.toThrow('/chat answered 400');
});

test('a rate is too much when a tenth of it is not answered', () => {
  const step = { offeredPerSecond: 100, shed: 0, late: 0, latency: { p50: 1, p95: 1, p99: 1 } };
  expect(isSaturated({ ...step, answeredPerSecond: 91 })).toBe(false);
  expect(isSaturated({ ...step, answeredPerSecond: 89 })).toBe(true);
});
