import { type FuzzOutcome, judgeFuzz } from '../../../chaos/fuzz/long/judge-fuzz';
import type { SlowCallers } from '../../../chaos/fuzz/long/slow-callers';
import { watchedProcesses } from '../../../chaos/fuzz/probe/judge-processes';
import type { ProcessFigures } from '../../../chaos/fuzz/probe/process-figures';

const mebibyte = 2 ** 20;

const figuresOf = (name: string, differing: Partial<ProcessFigures> = {}): ProcessFigures => ({
  pid: 7,
  name,
  longestDelayMs: 80,
  longestCpuMs: 40,
  longPauses: 0,
  firstBytes: 100 * mebibyte,
  lastBytes: 120 * mebibyte,
  mostBytes: 150 * mebibyte,
  ...differing,
});

const callersOf = (differing: Partial<SlowCallers> = {}): SlowCallers => ({
  kind: 'a body in chunks',
  limitMs: 30_000,
  ended: 3,
  toldSo: 3,
  longestMs: 33_000,
  ...differing,
});

const sound: FuzzOutcome = {
  reports: [{ documents: 5, agreed: 5, requests: 3, connections: 2, busy: 0, findings: [] }],
  figures: watchedProcesses.map((name) => figuresOf(name)),
  slow: [callersOf(), callersOf({ kind: 'a head without an end', limitMs: 10_000, longestMs: 12_000 })],
  restarted: [],
  jobs: { sent: 4, left: 0, dead: 0, lost: [] },
};

const brokenIn = (differing: Partial<FuzzOutcome>): readonly string[] =>
  judgeFuzz({ ...sound, ...differing })
    .filter(({ held }) => !held)
    .map(({ invariant }) => invariant);

const others = (name: string): readonly ProcessFigures[] =>
  sound.figures.filter((figures) => figures.name !== name);

test('a run in which all was as it should be holds', () => {
  expect(brokenIn({})).toEqual([]);
});

test('the gateway, both services and every function that starts with them are watched', () => {
  expect([...watchedProcesses].sort()).toEqual([
    'deferred-consumer.js',
    'gateway.js',
    'lambda-environment.js authorizer',
    'lambda-environment.js enrichment-consumer',
    'lambda-environment.js socket-bridge',
    'orchestrator.js',
  ]);
});

test.each<[string, Partial<FuzzOutcome>, string]>([
  ['no figures at all', { figures: [] }, 'figures of every process'],
  ['no figures of one process', { figures: others('gateway.js') }, 'figures of every process'],
  [
    'figures of the tools alone',
    { figures: ['emulators.js', 'search-stand-in.js'].map((name) => figuresOf(name)) },
    'figures of every process',
  ],
  [
    'a long pause',
    { figures: [...others('gateway.js'), figuresOf('gateway.js', { longestCpuMs: 51, longPauses: 1 })] },
    'no pause of an event loop',
  ],
  [
    'a long pause in a function that was started on the way',
    { figures: [...sound.figures, figuresOf('lambda-environment.js image-uploaded', { longPauses: 1 })] },
    'no pause of an event loop',
  ],
  [
    'memory that has grown',
    {
      figures: [...others('orchestrator.js'), figuresOf('orchestrator.js', { mostBytes: 300 * mebibyte })],
    },
    'memory is bounded',
  ],
  ['no batch', { reports: [] }, 'one verdict'],
  [
    'a finding',
    {
      reports: sound.reports.map((report) => ({
        ...report,
        findings: [{ seed: 1, kind: 'bomb', what: 'it is answered with INTERNAL', sent: '' }],
      })),
    },
    'one verdict',
  ],
  ['a process that was started again', { restarted: ['gateway'] }, 'no process died'],
  ['no slow callers', { slow: [] }, 'slow callers'],
  [
    'a kind that is never cut off',
    { slow: [...sound.slow, callersOf({ ended: 0, toldSo: 0 })] },
    'slow callers',
  ],
  ['one that is cut off without a word', { slow: [callersOf({ toldSo: 2 })] }, 'slow callers'],
  ['one that holds on for too long', { slow: [callersOf({ longestMs: 60_000 })] }, 'slow callers'],
  ['no jobs', { jobs: { ...sound.jobs, sent: 0 } }, 'hostile job'],
  ['a job that is lost', { jobs: { ...sound.jobs, lost: ['unreadable-1'] } }, 'hostile job'],
  ['a job that is tried for ever', { jobs: { ...sound.jobs, left: 1 } }, 'hostile job'],
  ['a dead letter', { jobs: { ...sound.jobs, dead: 1 } }, 'hostile job'],
])('%s breaks a run', (_what, differing, invariant) => {
  expect(brokenIn(differing)).toEqual([expect.stringContaining(invariant)]);
});
