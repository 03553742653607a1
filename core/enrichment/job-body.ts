import type { EnrichmentJob } from '../../contracts/enrichment-job';
import { maxJobBytes } from '../../contracts/queue-policies';

/** A job is larger than a queue takes. */
export class JobTooLargeError extends Error {
  override readonly name = 'JobTooLargeError';
  readonly retryable = false;
  readonly bytes: number;

  constructor(bytes: number) {
    super(
      `has ${bytes.toLocaleString('en')} bytes as a message, at most ${maxJobBytes.toLocaleString('en')} are taken`,
    );
    this.bytes = bytes;
  }
}

/** Two characters that JSON allows and SQS does not (https://www.w3.org/TR/REC-xml/#charsets). */
const forbidden = /[\uFFFE\uFFFF]/g;

/** The text of a job's message. Throws `JobTooLargeError` above `maxJobBytes`. */
export const jobBody = (job: EnrichmentJob): string => {
  const body = JSON.stringify(job).replace(
    forbidden,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
  const bytes = Buffer.byteLength(body);
  if (bytes > maxJobBytes) throw new JobTooLargeError(bytes);
  return body;
};
