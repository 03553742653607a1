import { createThrottles } from '../../../local/gateway/create-throttles';

const newThrottles = () => {
  const clock = { at: 0 };
  const throttles = createThrottles({
    stage: { rateLimit: 100, burstLimit: 200 },
    plans: { guests: { rateLimit: 60, burstLimit: 120 } },
    caller: { rateLimit: 10, burstLimit: 20 },
    now: () => clock.at,
  });
  return { clock, throttles };
};

const passed = (take: () => number, times: number): number =>
  Array.from({ length: times }, take).filter((seconds) => seconds === 0).length;

test('a burst passes up to the limit, and what comes after waits a second', () => {
  const { throttles } = newThrottles();
  expect(passed(() => throttles.stage(), 250)).toBe(200);
  expect(throttles.stage()).toBe(1);
});

test('the bucket fills at its rate and not above its burst', () => {
  const { clock, throttles } = newThrottles();
  passed(() => throttles.stage(), 200);
  clock.at = 500;
  expect(passed(() => throttles.stage(), 100)).toBe(50);
  clock.at = 60_000;
  expect(passed(() => throttles.stage(), 300)).toBe(200);
});

test('one caller who is too fast does not slow another', () => {
  const { throttles } = newThrottles();
  expect(passed(() => throttles.caller('guest:1'), 30)).toBe(20);
  expect(throttles.caller('guest:2')).toBe(0);
});

test('a clock that goes back gives nothing away', () => {
  const { clock, throttles } = newThrottles();
  clock.at = 10_000;
  passed(() => throttles.stage(), 200);
  clock.at = 0;
  expect(throttles.stage()).toBe(1);
});

test('all callers of one plan share its bucket, and a caller without a plan is not counted', () => {
  const { throttles } = newThrottles();
  expect(passed(() => throttles.plan('guests'), 130)).toBe(120);
  expect(passed(() => throttles.plan(undefined), 130)).toBe(130);
});
