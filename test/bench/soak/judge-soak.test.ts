import { judgeSoak } from '../../../bench/soak/judge-soak';
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

test('load that was shed is no problem, and flat processes are none', () => {
  const watch = { series: { orchestrator: series(() => 150) }, ended: [] };
  expect(judgeSoak(watch, quiet, times).problems).toEqual([]);
});

test('a process that grew is named, with how much', () => {
  const watch = { series: { orchestrator: series((minute) => 150 + 4 * minute) }, ended: [] };
  expect(judgeSoak(watch, quiet, times).problems).toEqual([
    expect.stringMatching(/^residentMiB of orchestrator grew by 9\d\.\d from about 2\d\d\.\d/),
  ]);
});

test('emulators keep their data in memory: their growth is shown and not judged', () => {
  const watch = { series: { emulators: series((minute) => 150 + 4 * minute) }, ended: [] };
  const verdict = judgeSoak(watch, quiet, times);
  expect(verdict.problems).toEqual([]);
  expect(verdict.processes['emulators']?.residentMiB?.flat).toBe(false);
});

test('a process that ended and a request that failed are problems', () => {
  const load = { ...quiet, failures: { 'POST /chat answered 500 INTERNAL': 2 } };
  const watch = { series: {}, ended: ['gateway'] };
  expect(judgeSoak(watch, load, times).problems).toEqual([
    'gateway ended and was started again',
    'POST /chat answered 500 INTERNAL: 2 times',
  ]);
});
