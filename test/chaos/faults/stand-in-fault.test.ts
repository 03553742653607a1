import type { World } from '../../../chaos/faults/fault';
import { regionsDown } from '../../../chaos/faults/regions-down';
import { standInFault, struckCalls } from '../../../chaos/faults/stand-in-fault';
import type { CallCount } from '../../../local/bedrock-stand-in/calls/call-log';
import type { Faults } from '../../../local/bedrock-stand-in/faults/fault';
import { faultOf } from '../../support/chaos-evidence';

const calls = (region: string, outcome: string, count: number): CallCount => ({
  region,
  model: 'a-model',
  operation: 'stream',
  outcome,
  count,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
});

const counts = [
  calls('us-east-1', 'ok', 10),
  calls('us-east-1', 'down', 4),
  calls('us-west-2', 'down', 1),
  calls('us-west-2', 'ThrottlingException', 2),
];

describe('a fault of the stand-in', () => {
  it('has struck the calls that ended as it says', () => {
    expect(struckCalls(counts, { kind: 'down' })).toBe(5);
    expect(struckCalls(counts, { kind: 'throttle' })).toBe(2);
    expect(struckCalls(counts, { kind: 'stall' })).toBe(0);
  });

  it('has struck every call when it only makes them slow', () => {
    expect(struckCalls(counts, { kind: 'slow' })).toBe(17);
  });

  it('has to strike the last of its regions, which nobody asks while another one answers', () => {
    expect(struckCalls(counts, { kind: 'down', regions: ['us-east-1', 'us-west-2'] })).toBe(1);
    expect(struckCalls(counts, { kind: 'down', regions: ['us-east-1', 'ap-northeast-1'] })).toBe(0);
  });

  it('is set for each region, and finds when no call was struck', async () => {
    const set: Faults[] = [];
    const standIn = {
      faults: async (faults: Faults) => void set.push(faults),
      clearFaults: async () => void set.push({}),
      counts: async () => counts,
    };
    const fault = standInFault(faultOf(), {
      kind: 'cut',
      regions: ['us-east-1', 'us-west-2'],
      settings: (random) => ({ afterTokens: random() }),
    });
    const end = await fault.begin({ system: { standIn }, random: () => 9 } as unknown as World);
    expect(await end()).toEqual(['it struck nothing']);
    expect(set).toEqual([
      {
        'us-east-1': [{ kind: 'cut', afterTokens: 9 }],
        'us-west-2': [{ kind: 'cut', afterTokens: 9 }],
      },
      {},
    ]);
  });
});

describe('the regions', () => {
  it('go down one after the other, each where it is asked', () => {
    expect(regionsDown.map(({ name }) => name)).toEqual([
      'us-east-1 down',
      'us-east-1 and us-west-2 down',
      'all regions down',
    ]);
  });
});
