import * as fc from 'fast-check';
import { deferredJobSchema } from '../../../contracts/deferred-job';
import { enrichmentJobSchema } from '../../../contracts/enrichment-job';
import type { QueueKey } from '../../../contracts/queue-policies';
import { brokenDocument } from '../documents/broken-document';
import { damagedBytes } from '../documents/damaged-bytes';
import { structuralBombs } from '../documents/json-bombs';
import type { SchemaNode } from '../documents/schema-node';
import { validDocument } from '../documents/valid-document';

/** A body that nobody should put on a queue; it can never succeed on either. */
export interface HostileJob {
  readonly queue: QueueKey;
  readonly body: string;
}

/** Characters that SQS takes (https://www.w3.org/TR/REC-xml/#charsets). */
const taken = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;

const jobsFor = (queue: QueueKey, schema: SchemaNode): fc.Arbitrary<HostileJob> =>
  fc
    .oneof(
      { weight: 4, arbitrary: brokenDocument(schema).map((job) => JSON.stringify(job)) },
      { weight: 1, arbitrary: structuralBombs },
      {
        weight: 1,
        arbitrary: damagedBytes(validDocument(schema).map((job) => JSON.stringify(job))).map(String),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 500 }) },
      { weight: 1, arbitrary: fc.constantFrom('x'.repeat(262_144), `{"jobId":"${'j'.repeat(262_000)}"}`) },
    )
    .filter((body) => taken.test(body))
    .map((body) => ({ queue, body }));

/** Jobs for both queues. */
export const hostileJobs: fc.Arbitrary<HostileJob> = fc.oneof(
  jobsFor('enrichment', enrichmentJobSchema),
  jobsFor('deferredInference', deferredJobSchema),
);
