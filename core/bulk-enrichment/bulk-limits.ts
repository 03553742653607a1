import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';

/**
 * What we put into one batch job at most. Bedrock's quotas are higher, 1 GB a file and 50,000 or 100,000 records a job by
 * model (https://docs.aws.amazon.com/general/latest/gr/bedrock.html#limits_bedrock); ours keep a job's results small
 * enough for one run of the function that ingests them.
 */
export const maxBulkRecords = 10_000;
export const maxBulkBytes = 200 * 1024 * 1024;

/** The shortest time that Bedrock lets a job be given, in hours: what is not done by then comes back. */
export const bulkTimeoutHours = 24;

/** After a job's end: the time for its results to be ingested before others may enrich its titles, in milliseconds. */
export const bulkGraceMs = 6 * 3_600_000;

/** The fewest records that Bedrock takes in a job of this model; undefined: it has no batch inference. */
export const minimumBulkRecords = (model: ModelKey): number | undefined => {
  const { batch } = modelCatalog[model].can;
  return batch === false ? undefined : batch.minimumRecords;
};
