import { type DeferredTrace, judgeDeferred } from '../../../chaos/storm/judge-deferred';
import type { ResultEvent } from '../../../contracts/result-event';

const at = '2026-11-25T10:00:00.000Z';
const event = (jobId: string, status: 'done' | 'parked' = 'done', date = at): ResultEvent => ({
  eventId: `${jobId}:${status}`,
  jobId,
  kind: 'synopsis',
  status,
  at: date,
});
const row = (jobId: string) => ({ jobId, kind: 'synopsis', status: 'done' });
const isolated = { jobId: 'd', kind: 'recommendation', status: 'done', output: { recommendations: [] } };

/** Six jobs: two synopses done, one without neighbours, one malformed, one no image, one whose reply never fitted. */
const well: DeferredTrace = {
  sent: 6,
  malformed: 1,
  noImages: 1,
  events: [event('a'), event('b'), event('d'), event('e', 'parked'), event('f', 'parked')],
  results: [row('a'), row('b'), isolated],
  parked: [{ code: 'INVALID_JOB' }, { code: 'NOT_AN_IMAGE' }, { code: 'UNFIT_REPLY' }],
  dead: 0,
  paidCalls: 4,
  inHand: 0,
  stopMs: [900],
  stopTimeoutMs: 1_000,
};

const broken = (changes: Partial<DeferredTrace>): readonly string[] =>
  judgeDeferred({ ...well, ...changes })
    .filter(({ held }) => !held)
    .map(({ invariant }) => invariant);

describe('the end of a storm of deferred jobs', () => {
  it('holds when every job came to its end once', () => {
    expect(broken({})).toEqual([]);
  });

  it('holds when an event came again, and when what was in hand at a stop was paid again', () => {
    expect(broken({ events: [...well.events, event('a')], paidCalls: 6, inHand: 2 })).toEqual([]);
  });

  it.each<[string, Partial<DeferredTrace>, string]>([
    ['a job that is lost', { results: [row('a'), isolated], paidCalls: 3 }, 'sent'],
    ['a malformed job that is parked as another', { malformed: 2 }, 'malformed'],
    ['a result that nobody told of', { events: well.events.slice(1) }, 'subscribers hear'],
    [
      'a result that was told with two dates',
      { events: [...well.events, event('a', 'done', '2026-11-25T10:05:00.000Z')] },
      'subscribers hear',
    ],
    ['a call that was paid twice', { paidCalls: 5 }, 'nothing paid twice'],
    ['more calls than were in hand', { paidCalls: 7, inHand: 2 }, 'nothing paid twice'],
    ['a result that nobody paid for', { paidCalls: 3 }, 'nothing paid twice'],
    ['a consumer that does not end in time', { stopMs: [900, 1_001] }, 'stop timeout'],
  ])('finds %s', (_, changes, found) => {
    expect(broken(changes)).toContainEqual(expect.stringContaining(found));
  });
});
