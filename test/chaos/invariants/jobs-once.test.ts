import { jobsOnce } from '../../../chaos/invariants/jobs-once';
import { evidenceOf, faultOf, jobOf, windowOf } from '../../support/chaos-evidence';

const iso = (at: number): string => new Date(at).toISOString();
const enriched = {
  catalogId: 'title-1',
  status: 'enriched',
  provenance: { jobId: 'job-1', enrichedAt: iso(500) },
};
const result = { jobId: 'synopsis-1', status: 'done', at: iso(600) };
const title = jobOf();
const synopsis = jobOf({
  queue: 'deferred',
  jobId: 'synopsis-1',
  body: '{"jobId":"synopsis-1"}',
  work: 'synopsis 作品 known-1',
});
const { work: _, ...poison } = jobOf({
  jobId: 'poison-1',
  catalogId: 'poison-1',
  body: 'poison',
  expected: 'parked',
});
const paidFor = (task: string, at: number, ...titles: string[]) => ({ task, titles, at });
const well = {
  jobs: [title, synopsis, poison],
  catalog: [enriched],
  results: [result],
  parked: [{ body: 'poison' }],
  paid: [paidFor('enrichment', 490, '作品'), paidFor('synopsis', 590, '作品 known-1')],
};

describe('no job lost', () => {
  it('holds when jobs are done and poison is parked', () => {
    expect(jobsOnce(evidenceOf(well))).toEqual([]);
  });

  it('holds when an older edit was overtaken', () => {
    const older = jobOf({ jobId: 'job-older', expected: 'superseded' });
    expect(jobsOnce(evidenceOf({ ...well, jobs: [...well.jobs, older] }))).toEqual([]);
  });

  it.each([
    ['a title that is lost', { catalog: [], paid: [] }, 'job-1 is lost'],
    [
      'a title that still waits',
      { catalog: [{ ...enriched, status: 'imported' }], paid: [] },
      'job-1 is lost',
    ],
    ['a result that is lost', { results: [], paid: [] }, 'synopsis-1 is lost'],
    ['poison that is lost', { parked: [] }, 'is lost instead of parked'],
    [
      'a good job that is parked',
      { catalog: [], parked: [{ body: 'poison' }, { body: title.body }], paid: [] },
      'is parked',
    ],
    ['one that is both', { parked: [{ body: 'poison' }, { body: title.body }] }, 'done and parked'],
    ['a dead letter', { deadLetters: ['{}'] }, 'a dead letter'],
  ])('finds %s', (_, changes, found) => {
    expect(jobsOnce(evidenceOf({ ...well, ...changes }))).toEqual([expect.stringContaining(found)]);
  });

  it('finds an older edit that overtook a newer one', () => {
    const older = jobOf({ jobId: 'job-older', expected: 'superseded' });
    const catalog = [{ ...enriched, provenance: { jobId: 'job-older', enrichedAt: iso(500) } }];
    expect(jobsOnce(evidenceOf({ ...well, jobs: [older], catalog, results: [], paid: [] }))).toEqual([
      expect.stringContaining('overtook'),
    ]);
  });
});

describe('no job paid for twice', () => {
  const again = paidFor('enrichment', 2_000, '作品');
  const judge = (changes: Parameters<typeof evidenceOf>[0]) => jobsOnce(evidenceOf({ ...well, ...changes }));

  it('finds a second call for a title while nothing was broken', () => {
    expect(judge({ paid: [...well.paid, again] })).toEqual([
      'enrichment 作品 was paid for and not used while nothing was broken',
    ]);
  });

  it('counts no answer to a customer', () => {
    expect(judge({ paid: [...well.paid, paidFor('chat', 2_000)] })).toEqual([]);
  });

  it('finds a second call for a title whose first one came to nothing', () => {
    expect(judge({ paid: [paidFor('enrichment', 100, '作品'), ...well.paid] })).toHaveLength(1);
  });

  it('finds a title that was paid for twice in calls that it shared', () => {
    const paid = [
      paidFor('enrichment', 100, '他', '作品'),
      ...well.paid,
      paidFor('synopsis', 300, '作品 known-1'),
    ];
    const [, other] = [title, jobOf({ jobId: 'job-2', catalogId: 'title-2', work: 'enrichment 他' })];
    const otherRow = {
      catalogId: 'title-2',
      status: 'enriched',
      provenance: { jobId: 'job-2', enrichedAt: iso(110) },
    };
    expect(judge({ paid, jobs: [...well.jobs, other], catalog: [enriched, otherRow] })).toEqual([
      'enrichment 作品 was paid for and not used while nothing was broken',
      'synopsis 作品 known-1 was paid for and not used while nothing was broken',
    ]);
  });

  it('holds when a fault kept the result of a call from being stored, or ended who was at work', () => {
    const paid = [...well.paid, again];
    const during = (changes: Parameters<typeof faultOf>[0]) =>
      judge({ paid, windows: [windowOf({ fault: faultOf(changes) })] });
    expect(during({ touchesStore: true })).toEqual([]);
    expect(during({ ends: ['enrichment-consumer'] })).toEqual([]);
    expect(during({ ends: ['gateway'] })).toEqual([
      'a fault: 1 answers were paid for and not used, at most 0 may be: enrichment 作品',
    ]);
  });

  it('takes what was in hand at an interruption for its own while the next fault goes on', () => {
    const paid = [...well.paid, paidFor('enrichment', 6_000, '作品')];
    const next = windowOf({ fault: faultOf({ name: 'the next' }), beganAt: 5_000, settledAt: 8_000 });
    const after = (changes: Parameters<typeof faultOf>[0]) =>
      judge({ paid, windows: [windowOf({ fault: faultOf(changes) }), next] });
    expect(after({ touchesStore: true })).toEqual([]);
    expect(after({})).toEqual([expect.stringContaining('the next: 1 answers were paid for and not used')]);
  });

  it('holds for as many as were delivered again on purpose meanwhile, and finds one more', () => {
    const delivered = (count: number) =>
      judge({
        paid: [...well.paid, ...Array.from({ length: count }, () => again)],
        repeated: [{ at: 1_500, messages: 2 }],
        windows: [windowOf()],
      });
    expect(delivered(2)).toEqual([]);
    expect(delivered(3)).toEqual([
      expect.stringContaining('3 answers were paid for and not used, at most 2'),
    ]);
  });

  it('finds a job that was paid for again long after it was done, whatever was delivered again', () => {
    const repeating = (at: number) =>
      judge({
        paid: [...well.paid, paidFor('enrichment', at, '作品')],
        repeated: [{ at: 1_500, messages: 5 }],
        windows: [windowOf({ settledAt: 20_000 })],
      });
    expect(repeating(10_500)).toEqual([]);
    expect(repeating(10_501)).toEqual(['enrichment 作品 was paid for again after it was done']);
  });

  it('finds more than both consumers can have in hand', () => {
    const paid = [...well.paid, ...Array.from({ length: 59 }, () => again)];
    expect(judge({ paid, windows: [windowOf({ fault: faultOf({ touchesStore: true }) })] })).toEqual([
      expect.stringContaining('at most 58'),
    ]);
  });
});

describe('no job told of twice', () => {
  const eventOf = (jobId: string, at: number, eventId = `${jobId}:done`) => ({ eventId, jobId, at: iso(at) });
  const told = [eventOf('job-1', 500), eventOf('synopsis-1', 600)];
  const judge = (events: typeof told) => jobsOnce(evidenceOf({ ...well, told: events, toldSince: 0 }));

  it('holds when each result was told of once, or again as it was', () => {
    expect(judge([...told, eventOf('job-1', 500)])).toEqual([]);
  });

  it.each([
    ['a result that nobody told of', [eventOf('job-1', 500)], 'synopsis-1 is done, and 0 events'],
    ['the same event of other work', [...told, eventOf('job-1', 900)], 'job-1:done was told with two dates'],
    ['two events of one job', [...told, eventOf('job-1', 500, 'other')], 'job-1 is done, and 2 events'],
  ])('finds %s', (_, events, found) => {
    expect(judge(events)).toEqual([expect.stringContaining(found)]);
  });

  it('says nothing of what was done while nobody can have heard', () => {
    expect(jobsOnce(evidenceOf({ ...well, toldSince: 601 }))).toEqual([]);
  });
});
