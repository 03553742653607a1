import { faultsFoundNothing } from '../../../chaos/invariants/faults-found-nothing';
import { loadHeld } from '../../../chaos/invariants/load-held';
import { processesStay } from '../../../chaos/invariants/processes-stay';
import { recoveredInTime } from '../../../chaos/invariants/recovered-in-time';
import { attemptOf, evidenceOf, faultOf, refused, windowOf } from '../../support/chaos-evidence';

const before = (good: number, bad: number) => [
  ...Array.from({ length: good }, () => attemptOf({ sentAt: 100, endedAt: 200 })),
  ...Array.from({ length: bad }, () => attemptOf({ sentAt: 100, endedAt: 200, outcome: refused() })),
];

const attempts = (good: number, bad: number) => [
  ...Array.from({ length: good }, () => attemptOf()),
  ...Array.from({ length: bad }, () => attemptOf({ outcome: refused() })),
];

describe('what is judged fault by fault', () => {
  const windows = [windowOf()];

  it('holds when the promised part was answered, and finds when it was not', () => {
    const judge = (good: number, bad: number, usual = before(10, 0)) =>
      loadHeld(evidenceOf({ windows, attempts: [...usual, ...attempts(good, bad)] }));
    expect(judge(5, 5)).toEqual([]);
    expect(judge(4, 6)).toEqual(['a fault: 40 % answered, at least 50 % promised']);
    expect(judge(4, 6, before(8, 2))).toEqual([]);
    expect(judge(3, 7, before(8, 2))).toEqual(['a fault: 30 % answered, at least 40 % promised']);
  });

  it('does not call it held when hardly anything was sent', () => {
    expect(loadHeld(evidenceOf({ windows, attempts: attempts(1, 0) }))).toHaveLength(1);
  });

  it('finds a recovery that took longer than stated, and one that never came', () => {
    expect(recoveredInTime(evidenceOf({ windows }))).toEqual([]);
    expect(recoveredInTime(evidenceOf({ windows: [windowOf({ recovered: { chat: 5.1 } })] }))).toEqual([
      'a fault: chat recovered in 5.1 s, 5 s are stated',
      'a fault: jobs did not recover, 15 s are stated',
    ]);
  });

  it('finds a process that ended more often than it was ended', () => {
    const output = '  ! gateway was killed (SIGKILL); starting it again in 200 ms (logs/gateway.log)\n';
    const killed = [windowOf({ fault: faultOf({ ends: ['gateway'] }) })];
    expect(processesStay(evidenceOf({ output, windows: killed }))).toEqual([]);
    expect(processesStay(evidenceOf({ output, windows }))).toEqual([
      'gateway ended 1 times, and was ended 0 times',
    ]);
    const restarting = [windowOf({ fault: faultOf({ restarts: { gateway: 1 } }) })];
    expect(processesStay(evidenceOf({ output, windows: restarting }))).toEqual([]);
    expect(processesStay(evidenceOf({ output: output + output, windows: restarting }))).toEqual([
      'gateway ended 2 times, and was ended 1 times',
    ]);
  });

  it('finds what a fault found itself', () => {
    const found = [windowOf({ findings: ['a page came twice'] })];
    expect(faultsFoundNothing(evidenceOf({ windows: found }))).toEqual(['a fault: a page came twice']);
  });
});
