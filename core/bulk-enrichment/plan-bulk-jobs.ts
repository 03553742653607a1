/** What decides where a record goes. */
export interface SizedRecord {
  /** As a line of the input, its end included. */
  readonly bytes: number;
}

export interface BulkPlan<T> {
  /** Each within the limits, in the order of the records. */
  readonly jobs: readonly (readonly T[])[];
  /** Too few for a job. */
  readonly left: readonly T[];
}

export interface PlanLimits {
  readonly minimumRecords: number;
  readonly maxRecords: number;
  readonly maxBytes: number;
}

const bytesOf = (records: readonly SizedRecord[]): number =>
  records.reduce((sum, { bytes }) => sum + bytes, 0);

const filled = <T extends SizedRecord>(records: readonly T[], limits: PlanLimits): T[][] => {
  const chunks: T[][] = [];
  let bytes = 0;
  for (const record of records) {
    const last = chunks.at(-1);
    if (!last || last.length === limits.maxRecords || bytes + record.bytes > limits.maxBytes) {
      chunks.push([record]);
      bytes = record.bytes;
    } else {
      last.push(record);
      bytes += record.bytes;
    }
  }
  return chunks;
};

/** Halves of the last two, where the last alone is too small and the halves are not. */
const evened = <T extends SizedRecord>(
  before: readonly T[],
  last: readonly T[],
  limits: PlanLimits,
): T[][] => {
  const both = [...before, ...last];
  const middle = Math.ceil(both.length / 2);
  const halves = [both.slice(0, middle), both.slice(middle)];
  const fit = halves.every(
    (half) => half.length >= limits.minimumRecords && bytesOf(half) <= limits.maxBytes,
  );
  return fit ? halves : [[...before], [...last]];
};

/**
 * Splits records into batch jobs, filling each before the next; what comes after a job does not change when the jobs
 * before it are left out, so that a command that was stopped makes the same jobs again.
 */
export const planBulkJobs = <T extends SizedRecord>(
  records: readonly T[],
  limits: PlanLimits,
): BulkPlan<T> => {
  const chunks = filled(records, limits);
  const last = chunks.at(-1);
  const before = chunks.at(-2);
  const isSmall = last !== undefined && last.length < limits.minimumRecords;
  const jobs = last && before && isSmall ? [...chunks.slice(0, -2), ...evened(before, last, limits)] : chunks;
  return {
    jobs: jobs.filter((job) => job.length >= limits.minimumRecords),
    left: jobs.filter((job) => job.length < limits.minimumRecords).flat(),
  };
};
