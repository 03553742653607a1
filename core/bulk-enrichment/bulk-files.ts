import { batchPrefix } from '../../contracts/bucket-prefixes';
import type { S3Location } from './s3-location';

/** The requests of a batch job, one a line. */
export const bulkInput = (bucket: string, jobName: string): S3Location => ({
  bucket,
  key: `${batchPrefix}input/${jobName}.jsonl`,
});

/** Where Bedrock makes a folder for the results of a batch job. */
export const bulkOutput = (bucket: string, jobName: string): S3Location => ({
  bucket,
  key: `${batchPrefix}output/${jobName}/`,
});
