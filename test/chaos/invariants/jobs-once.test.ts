import { jobsOnce, workDoneIn } from '../../../chaos/invariants/jobs-once';
import { evidenceOf, jobOf } from '../../support/chaos-evidence';

const enriched = {
  catalogId: 'title-1',
  status: 'enriched',
  inputHash: 'h',
  item: { title: '作品' },
  provenance: { enrichedAt: '10:00' },
};
const result = { jobId: 'synopsis-1', status: 'done', at: '10:00' };
const title = jobOf();
const synopsis = jobOf({ queue: 'deferred', jobId: 'synopsis-1', body: '{"jobId":"synopsis-1"}' });
const poison = jobOf({ jobId: 'poison-1', catalogId: 'poison-1', body: 'poison', expected: 'parked' });
const well = {
  jobs: [title, synopsis, poison],
  catalog: [enriched],
  results: [result],
  parked: [{ body: 'poison' }],
};

describe('no job lost or done twice', () => {
  it('holds when jobs are done and poison is parked', () => {
    expect(jobsOnce(evidenceOf({ ...well, workDone: [workDoneIn(well), workDoneIn(well)] }))).toEqual([]);
  });

  it('holds when an older edit was overtaken', () => {
    const older = jobOf({ jobId: 'job-older', title: '旧題', expected: 'superseded' });
    expect(jobsOnce(evidenceOf({ ...well, jobs: [...well.jobs, older] }))).toEqual([]);
  });

  it.each([
    ['a title that is lost', { catalog: [] }, 'job-1 is lost'],
    ['a title that still waits', { catalog: [{ ...enriched, status: 'imported' }] }, 'job-1 is lost'],
    ['a result that is lost', { results: [] }, 'synopsis-1 is lost'],
    ['poison that is lost', { parked: [] }, 'is lost instead of parked'],
    [
      'a good job that is parked',
      { catalog: [], parked: [{ body: 'poison' }, { body: title.body }] },
      'is parked',
    ],
    ['one that is both', { parked: [{ body: 'poison' }, { body: title.body }] }, 'done and parked'],
    ['one that is parked twice', { parked: [{ body: 'poison' }, { body: 'poison' }] }, 'parked twice'],
    ['a dead letter', { deadLetters: ['{}'] }, 'a dead letter'],
  ])('finds %s', (_, changes, found) => {
    expect(jobsOnce(evidenceOf({ ...well, ...changes }))).toEqual([expect.stringContaining(found)]);
  });

  it('finds an older edit that overtook a newer one', () => {
    const older = jobOf({ jobId: 'job-older', title: '旧題', expected: 'superseded' });
    const catalog = [{ ...enriched, item: { title: '旧題' } }];
    expect(jobsOnce(evidenceOf({ ...well, jobs: [older], catalog }))).toEqual([
      expect.stringContaining('overtook'),
    ]);
  });

  it('finds work that was done again after it was done', () => {
    const again = workDoneIn({
      catalog: [{ ...enriched, provenance: { enrichedAt: '10:05' } }],
      results: [{ ...result, at: '10:06' }],
    });
    expect(jobsOnce(evidenceOf({ ...well, workDone: [workDoneIn(well), again] }))).toEqual([
      'title-1 as h was done twice',
      'synopsis-1 was done twice',
    ]);
  });
});
