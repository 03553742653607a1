import * as fc from 'fast-check';
import { planBulkJobs } from '../../../core/bulk-enrichment/plan-bulk-jobs';

const limits = { minimumRecords: 10, maxRecords: 40, maxBytes: 4000 };
const records = (count: number, bytes = 10) => Array.from({ length: count }, (_, id) => ({ id, bytes }));
const sizes = (jobs: readonly (readonly unknown[])[]) => jobs.map((job) => job.length);

test.each([
  [0, [], 0],
  [9, [], 9],
  [10, [10], 0],
  [40, [40], 0],
  [55, [40, 15], 0],
  [45, [23, 22], 0],
  [85, [40, 23, 22], 0],
])('%d records make jobs of %j, and %d are left', (count, jobs, left) => {
  const plan = planBulkJobs(records(count), limits);
  expect(sizes(plan.jobs)).toEqual(jobs);
  expect(plan.left).toHaveLength(left);
});

test('a job holds no more bytes than it may', () => {
  expect(sizes(planBulkJobs(records(30, 300), limits).jobs)).toEqual([13, 13]);
  expect(planBulkJobs(records(30, 300), limits).left).toHaveLength(4);
});

const someRecords = fc
  .array(fc.integer({ min: 1, max: 400 }), { maxLength: 300 })
  .map((bytes) => bytes.map((size, id) => ({ id, bytes: size })));

test('each record is in one job or left, in its order, and every job is within the limits', () => {
  fc.assert(
    fc.property(someRecords, (all) => {
      const { jobs, left } = planBulkJobs(all, limits);
      const ids = [...jobs.flat(), ...left].map(({ id }) => id);
      expect(ids.toSorted((a, b) => a - b)).toEqual(all.map(({ id }) => id));
      for (const job of jobs) {
        expect(job.length).toBeGreaterThanOrEqual(limits.minimumRecords);
        expect(job.length).toBeLessThanOrEqual(limits.maxRecords);
        expect(job.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limits.maxBytes);
        expect(job.map(({ id }) => id)).toEqual(job.map(({ id }) => id).toSorted((a, b) => a - b));
      }
    }),
  );
});

test('a command that was stopped after some jobs makes the same jobs of the rest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.nat(8), (count, made) => {
      const whole = planBulkJobs(records(count), limits);
      const done = new Set(whole.jobs.slice(0, made).flat());
      const rest = planBulkJobs(
        records(count).filter(({ id }) => ![...done].some((record) => record.id === id)),
        limits,
      );
      expect(rest.jobs).toEqual(whole.jobs.slice(made));
    }),
  );
});
