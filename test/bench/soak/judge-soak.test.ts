import { judgeSoak, type Soak } from '../../../bench/soak/judge-soak';
import type { LoadCount } from '../../../bench/soak/soak-load';
import type { Series } from '../../../bench/soak/watch-processes';

const quiet: LoadCount = { outcomes: { answered: 100, shed: 3, failed: 0 }, notSent: 0, failures: {} };

const series = (residentAt: (minute: number) => number): Series => {
  const points = (valueAt: (minute: number) => number) =>
    Array.from({ length: 120 }, (_, index) => ({ minute: index / 4, value: valueAt(index / 4) }));
  return {
    residentMiB: points(residentAt),
    heapMiB: points(() => 50),
    sockets: points(() => 12),
    handles: points(() => 20),
  };
};

const times = { warmUpMinutes: 6, periodMinutes: 5 };
const resting = { sockets: 12, handles: 20 };

/** What is wrong with a soak of one process that is as it should be but for `changes`. */
const problemsOf = (name: string, of: Series, changes: Partial<Soak> = {}): readonly string[] =>
  judgeSoak(
    {
      watch: { series: { [name]: of }, ended: [] },
      load: quiet,
      steadilyDue: 90,
      before: { [name]: resting },
      after: { [name]: resting },
      ...changes,
    },
    times,
  ).problems;

const level = (): Series => series(() => 150);

test('load that was shed is no problem, and flat processes are none', () => {
  expect(problemsOf('orchestrator', level())).toEqual([]);
});

test('a process whose memory grew is named, with how much', () => {
  expect(
    problemsOf(
      'orchestrator',
      series((minute) => 150 + 4 * minute),
    ),
  ).toEqual([expect.stringMatching(/^residentMiB of orchestrator grew by 9\d\.\d from about 2\d\d\.\d/)]);
});

test('emulators keep what they are given: their memory is not judged, their sockets are', () => {
  const grown = series((minute) => 150 + 4 * minute);
  expect(problemsOf('emulators', grown)).toEqual([]);
  expect(problemsOf('emulators', grown, { after: { emulators: { sockets: 40, handles: 20 } } })).toEqual([
    'sockets of emulators grew by 28.0 from about 12.0 from rest to rest; 6.0 is allowed',
  ]);
});

test('a process that ended and a request that failed are problems', () => {
  const load = { ...quiet, failures: { 'POST /chat answered 500 INTERNAL': 2 } };
  const watch = { series: {}, ended: ['gateway'] };
  expect(problemsOf('gateway', level(), { load, watch })).toEqual([
    'gateway ended and was started again',
    'POST /chat answered 500 INTERNAL: 2 times',
  ]);
});

test('processes that stay flat because nothing is answered are no success', () => {
  const load = { ...quiet, outcomes: { answered: 0, shed: 100, failed: 0 } };
  expect(problemsOf('orchestrator', level(), { load })).toEqual([
    '0 messages were answered; 90 were due outside the bursts',
  ]);
});

test('a measure that was not taken does not pass for a flat one', () => {
  expect(problemsOf('gateway', { ...level(), heapMiB: [] }, { after: { gateway: { handles: 20 } } })).toEqual(
    [
      expect.stringContaining('heapMiB of gateway could not be judged'),
      expect.stringContaining('sockets of gateway could not be judged'),
    ],
  );
});
