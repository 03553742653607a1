import type { World } from '../../../chaos/faults/fault';
import { switchedFault } from '../../../chaos/faults/switched-fault';
import { faultOf } from '../../support/chaos-evidence';

const world = {} as World;

const tried = async (struck?: () => number) => {
  const steps: string[] = [];
  const fault = switchedFault(faultOf(), {
    on: () => void steps.push('on'),
    off: () => void steps.push('off'),
    ...(struck && { struck }),
  });
  const end = await fault.begin(world);
  steps.push('meanwhile');
  const findings = await end().catch((error: Error) => error.message);
  return { steps, findings };
};

describe('a fault that is switched on and off', () => {
  it('finds nothing when it struck', async () => {
    let calls = 3;
    const { steps, findings } = await tried(() => calls++);
    expect(findings).toEqual([]);
    expect(steps).toEqual(['on', 'meanwhile', 'off']);
  });

  it('finds that it struck nothing', async () => {
    expect((await tried(() => 3)).findings).toEqual(['it struck nothing']);
  });

  it('finds nothing when nobody can say whether it struck', async () => {
    expect((await tried()).findings).toEqual([]);
  });

  it('is switched off even when nobody answers whether it struck', async () => {
    let asked = 0;
    const { steps, findings } = await tried(() => {
      asked += 1;
      if (asked === 2) throw new Error('no answer');
      return 0;
    });
    expect(findings).toBe('no answer');
    expect(steps).toContain('off');
  });
});
