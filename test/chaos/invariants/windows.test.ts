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
    const judge = (good: number, bad: number, usual = before(20, 0)) =>
      loadHeld(evidenceOf({ windows, attempts: [...usual, ...attempts(good, bad)] }));
    expect(judge(50, 50)).toEqual([]);
    expect(judge(49, 51)).toEqual(['a fault: 49 % answered, at least 50 % promised']);
    expect(judge(48, 52, before(19, 1))).toEqual([]);
    expect(judge(47, 53, before(19, 1))).toEqual(['a fault: 47 % answered, at least 48 % promised']);
  });

  it('finds a system that answers nothing while nothing is broken, and owes the same as another', () => {
    expect(loadHeld(evidenceOf({ windows, attempts: [...before(0, 10), ...attempts(0, 10)] }))).toEqual([
      'while nothing is broken 0 % answered, at least 90 % promised',
      'a fault: 0 % answered, at least 45 % promised',
    ]);
    expect(loadHeld(evidenceOf({ windows, attempts: [...before(8, 2), ...attempts(5, 5)] }))).toEqual([
      'while nothing is broken 80 % answered, at least 90 % promised',
    ]);
  });

  it('counts nobody whose connection the load itself broke', () => {
    const dropped = Array.from({ length: 20 }, () => attemptOf({ outcome: { kind: 'dropped' } }));
    const judge = (...more: ReturnType<typeof attempts>) =>
      loadHeld(evidenceOf({ windows, attempts: [...before(10, 0), ...dropped, ...more] }));
    expect(judge(...attempts(4, 6))).toEqual(['a fault: 40 % answered, at least 50 % promised']);
    expect(judge()).toEqual(['a fault: only 0 messages were sent']);
  });

  it('does not call it held when hardly anything was sent', () => {
    expect(loadHeld(evidenceOf({ windows, attempts: [...before(10, 0), ...attempts(1, 0)] }))).toEqual([
      'a fault: only 1 messages were sent',
    ]);
  });

  it('finds a recovery that took longer than stated, and one that never came', () => {
    expect(recoveredInTime(evidenceOf({ windows }))).toEqual([]);
    expect(recoveredInTime(evidenceOf({ windows: [windowOf({ recovered: { chat: 5.1 } })] }))).toEqual([
      'a fault: chat recovered in 5.1 s, 5 s are stated',
      'a fault: jobs did not recover, 15 s are stated',
    ]);
  });

  describe('processes', () => {
    const end = (name: string, at = 1_500) => ({ name, at });
    const signal = (name: string, processes = 1) => ({ name, processes, at: 1_400 });
    const judge = (changes: Parameters<typeof evidenceOf>[0], fault: Parameters<typeof faultOf>[0] = {}) =>
      processesStay(evidenceOf({ windows: [windowOf({ fault: faultOf(fault) })], ...changes }));

    it('may end as often as they were ended, and no more', () => {
      const signals = [signal('enrichment-consumer', 2)];
      const ends = [end('enrichment-consumer'), end('enrichment-consumer')];
      expect(judge({ signals, ends })).toEqual([]);
      expect(judge({ signals, ends: [...ends, end('enrichment-consumer')] })).toEqual([
        'a fault: enrichment-consumer ended 3 times, and may end 2 times',
      ]);
      expect(judge({ ends: [end('socket-bridge')] })).toEqual([
        'a fault: socket-bridge ended 1 times, and may end 0 times',
      ]);
    });

    it('may end by themselves where the fault says so, and only while it goes on', () => {
      const ends = [end('emulators'), end('emulators', 1_600)];
      expect(judge({ ends }, { restarts: { emulators: 2 } })).toEqual([]);
      expect(judge({ ends }, { restarts: { emulators: 1 } })).toHaveLength(1);
      const later = windowOf({ beganAt: 5_000, endedAt: 6_000, settledAt: 7_000 });
      const restarting = windowOf({ fault: faultOf({ restarts: { emulators: 10 } }) });
      expect(
        processesStay(evidenceOf({ windows: [restarting, later], ends: [end('emulators', 5_500)] })),
      ).toEqual(['a fault: emulators ended 1 times, and may end 0 times']);
    });

    it('of functions end with their host, and nothing else does', () => {
      const signals = [signal('lambda-host')];
      expect(judge({ signals, ends: [end('lambda-host'), end('authorizer'), end('socket-bridge')] })).toEqual(
        [],
      );
      expect(judge({ signals, ends: [end('lambda-host'), end('orchestrator')] })).toHaveLength(1);
    });

    it('end while nothing is broken', () => {
      expect(judge({ ends: [end('gateway', 500)] })).toEqual(['gateway ended while nothing was broken']);
    });
  });

  it('finds what a fault found itself', () => {
    const found = [windowOf({ findings: ['a page came twice'] })];
    expect(faultsFoundNothing(evidenceOf({ windows: found }))).toEqual(['a fault: a page came twice']);
  });
});
