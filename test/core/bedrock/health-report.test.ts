import { healthReport, recordHealth } from '../../../core/bedrock/health-report';
import type { RegionHealth } from '../../../core/bedrock/region-health';

const since = Date.parse('2026-11-24T03:00:00Z');
const closed = (region: string): RegionHealth => ({ region, state: 'closed', since });
const open = (region: string): RegionHealth => ({
  region,
  state: 'open',
  since,
  reason: 'ECONNREFUSED',
  nextProbeAt: since + 60_000,
});

test('shows the state of each region, since when, why and when it is tried again', () => {
  const quarantined: RegionHealth = {
    region: 'us-west-2',
    model: 'claude-haiku-4-5',
    state: 'quarantined',
    since,
    reason: 'AccessDeniedException',
    nextProbeAt: since + 600_000,
  };
  expect(healthReport([open('us-east-1'), closed('us-west-2'), quarantined])).toEqual({
    status: 'degraded',
    regions: [
      {
        region: 'us-east-1',
        state: 'open',
        since: '2026-11-24T03:00:00.000Z',
        reason: 'ECONNREFUSED',
        nextProbeAt: '2026-11-24T03:01:00.000Z',
        models: {},
      },
      {
        region: 'us-west-2',
        state: 'closed',
        since: '2026-11-24T03:00:00.000Z',
        models: {
          'claude-haiku-4-5': {
            state: 'quarantined',
            since: '2026-11-24T03:00:00.000Z',
            reason: 'AccessDeniedException',
            nextProbeAt: '2026-11-24T03:10:00.000Z',
          },
        },
      },
    ],
  });
});

test.each([
  ['up', [closed('us-east-1'), closed('us-west-2')], [0, 0]],
  ['degraded', [open('us-east-1'), closed('us-west-2')], [1, 0]],
  ['down', [open('us-east-1'), open('us-west-2')], [2, 1]],
  ['down', [], [0, 1]],
] as const)('is %s, and the metrics say so', (status, health, metrics) => {
  const recorded: number[] = [];
  recordHealth(health, (_metric, value) => recorded.push(value));
  expect(healthReport(health).status).toBe(status);
  expect(recorded).toEqual(metrics);
});
