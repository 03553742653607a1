import { createRegionBreaker } from '../../../core/bedrock/region-breaker';
import type { RegionHealth } from '../../../core/bedrock/region-health';

const haiku = 'claude-haiku-4-5';
const sonnet = 'claude-sonnet-4-5';

const breakerAt = (start = 0) => {
  let time = start;
  const changes: RegionHealth[] = [];
  const breaker = createRegionBreaker({
    now: () => time,
    random: () => 0,
    onChange: (health) => changes.push(health),
  });
  return {
    breaker,
    changes,
    advance: (ms: number) => {
      time += ms;
    },
  };
};

test('throttling touches that model in that region alone', () => {
  const { breaker } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'throttled', reason: 'ThrottlingException' });
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(false);
  expect(breaker.isAvailable('us-east-1', sonnet)).toBe(true);
  expect(breaker.isAvailable('us-west-2', haiku)).toBe(true);
});

test('an outage touches every model of the region, and no other region', () => {
  const { breaker } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'ECONNREFUSED' });
  expect(breaker.isAvailable('us-east-1', sonnet)).toBe(false);
  expect(breaker.isAvailable('us-west-2', sonnet)).toBe(true);
});

test('of a hundred requests that come when a region is half-open exactly one gets in', () => {
  const { breaker, advance } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'down' });
  advance(60_000);
  const leases = Array.from({ length: 100 }, (_, index) =>
    breaker.admit('us-east-1', index % 2 === 0 ? haiku : sonnet),
  );
  expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
});

test('a probe that said nothing about health leaves room for the next one', () => {
  const { breaker, advance } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'down' });
  advance(60_000);
  const probe = breaker.admit('us-east-1', haiku);
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(false);
  probe?.release();
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(true);
});

test('a throttled probe of an open region lets another model probe it', () => {
  const { breaker, advance } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'down' });
  advance(60_000);
  breaker.admit('us-east-1', haiku)?.fail({ health: 'throttled', reason: 'ThrottlingException' });
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(false);
  expect(breaker.isAvailable('us-east-1', sonnet)).toBe(true);
});

test('an outage during the probe of a throttled model lets it be probed again when the region is back', () => {
  const { breaker, advance } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'throttled', reason: 'ThrottlingException' });
  advance(5000);
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'down' });
  advance(60_000);
  breaker.admit('us-east-1', sonnet)?.succeed();
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(true);
});

test('only the first settlement of a lease counts', () => {
  const { breaker } = breakerAt();
  const lease = breaker.admit('us-east-1', haiku);
  lease?.release();
  lease?.fail({ health: 'region', reason: 'too late' });
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(true);
});

test('a last resort that answers closes what was open', () => {
  const { breaker } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'down' });
  breaker.force('us-east-1', haiku).succeed();
  expect(breaker.isAvailable('us-east-1', haiku)).toBe(true);
});

test('a last resort that fails does not make the cooldown longer', () => {
  const { breaker } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'region', reason: 'down' });
  breaker.force('us-east-1', haiku).fail({ health: 'region', reason: 'still down' });
  expect(breaker.recoversAt('us-east-1', haiku)).toBe(60_000);
});

test('why nobody is asked is said with whose fault it is', () => {
  const { breaker } = breakerAt();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'throttled', reason: 'ThrottlingException' });
  expect(breaker.refusal('us-east-1', haiku)).toEqual({
    region: 'us-east-1',
    fault: 'model',
    reason: 'ThrottlingException',
    message: 'not asked: open',
  });
  breaker.admit('us-east-1', sonnet)?.fail({ health: 'region', reason: 'ECONNREFUSED' });
  expect(breaker.refusal('us-east-1', haiku)).toMatchObject({ fault: 'region', reason: 'ECONNREFUSED' });
});

test('health shows each region, and a model in it only when there is something to say', () => {
  const { breaker, changes, advance } = breakerAt();
  breaker.admit('us-west-2', haiku)?.succeed();
  breaker.admit('us-east-1', haiku)?.fail({ health: 'quarantine', reason: 'AccessDeniedException' });
  advance(1000);
  expect(breaker.health(['us-east-1', 'us-west-2'])).toEqual([
    { region: 'us-east-1', state: 'closed', since: 0 },
    {
      region: 'us-east-1',
      model: haiku,
      state: 'quarantined',
      since: 0,
      reason: 'AccessDeniedException',
      nextProbeAt: 600_000,
    },
    { region: 'us-west-2', state: 'closed', since: 0 },
  ]);
  expect(changes).toHaveLength(1);
  expect(breaker.refusal('us-east-1', haiku)).toEqual({
    region: 'us-east-1',
    fault: 'configuration',
    reason: 'AccessDeniedException',
    message: 'not asked: quarantined',
  });
});
