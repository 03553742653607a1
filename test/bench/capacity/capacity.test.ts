import { capacities } from '../../../bench/capacity';
import { capacityLimits, metAt } from '../../../bench/capacity/capacity-limits';
import { capacityLoad } from '../../../bench/capacity/capacity-load';
import { measuredCost } from '../../../bench/capacity/measured-cost';
import { environments } from '../../../lib/config/environments';
import { millionMessagesADay } from '../../../lib/costs/traffic';

const measured = { requestsPerVcpu: 25, source: 'a test' };
const traffic = { ...millionMessagesADay, messagesPerDay: 8_640_000, peak: 5, secondsPerAnswer: 3 };

test('the peak of a day decides what there has to be', () => {
  const load = capacityLoad(
    environments.prod,
    { ...traffic, socketShare: 0.5, messagesPerSession: 5 },
    measured,
  );
  expect(load).toMatchObject({
    messagesPerSecond: 500,
    inFlight: 1500,
    tasksByCpu: 20,
    tasksByInFlight: 10,
    tasks: 20,
    newSocketsPerSecond: 50,
    openSockets: 50 * 8 * 60,
    bridges: 750,
    gatewayPerSecond: 250 + 250 * 21,
  });
});

test('a token of an answer takes five of the quota', () => {
  const oneCall = { ...traffic, cachedShare: 0, fastShare: 1, inputTokens: 100, outputTokens: 10 };
  expect(capacityLoad(environments.prod, oneCall, measured).modelTokensPerMinute).toBe(500 * 60 * 150);
});

test('fewer tasks than the environment keeps are never planned', () => {
  const quiet = { ...traffic, messagesPerDay: 1000 };
  expect(capacityLoad(environments.prod, quiet, measured).tasks).toBe(
    environments.prod.orchestrator.minimumTasks,
  );
});

test('a limit is met at the volume at which what is needed equals it', () => {
  const load = capacityLoad(environments.prod, traffic, measured);
  const tasks = capacityLimits(environments.prod, load).find(({ name }) => name === 'orchestrator tasks')!;
  expect(metAt(tasks, traffic.messagesPerDay)).toBeCloseTo(8_640_000 * (12 / 20));
});

test('every limit says what moves it and where it comes from', () => {
  const load = capacityLoad(environments.prod, traffic, measured);
  for (const { movedBy, source } of capacityLimits(environments.prod, load)) {
    expect(movedBy).not.toBe('');
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/|^lib\/config\//);
  }
});

test('limits come in the order in which traffic meets them, and the first is new to its volume', () => {
  const [small, middle, large] = capacities(
    environments.prod,
    millionMessagesADay,
    measured,
    [1e6, 1e7, 1e8],
  );
  for (const each of [small!, middle!, large!]) {
    const volumes = each.limits.map((limit) => metAt(limit, each.load.messagesPerDay));
    expect(volumes).toEqual(volumes.toSorted((a, b) => a - b));
    expect(each.exceeded).toEqual(each.limits.slice(0, each.exceeded.length));
  }
  expect(small!.first).toBeUndefined();
  expect(middle!.first).toBe(middle!.limits[0]);
  expect(metAt(large!.first!, 1e8)).toBeGreaterThan(1e7);
});

test('models cost ten times as much for ten times the messages, the rest less than that', () => {
  const [one, ten] = capacities(environments.prod, millionMessagesADay, measured, [1e6, 1e7]);
  expect(ten!.usd.models).toBeCloseTo(10 * one!.usd.models);
  expect(ten!.usd.system).toBeLessThan(10 * one!.usd.system);
});

test('a vCPU answers what the measured CPU of cached and looked-up questions lets it, at half of its time', () => {
  const run = {
    measuredAt: '2026-11-25T00:00:00Z',
    commit: '',
    node: '',
    packages: {},
    machine: 'm',
    loadBefore: 0,
    seconds: 1,
  };
  const took = (median: number) => ({ cpuMsPerRequest: { orchestrator: { median } } });
  const chat = { cached: took(1), retrieved: took(5), run };
  expect(measuredCost({ chat }, { cachedShare: 0.25 }).requestsPerVcpu).toBe(125);
  expect(measuredCost({})).toEqual({
    requestsPerVcpu: millionMessagesADay.requestsPerVcpu,
    source: expect.stringContaining('assumed'),
  });
});
