import { createHash } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { enrichmentJobSchema } from '../../../contracts/enrichment-job';
import type { LocalSystem } from '../../../contracts/local-system';
import type { Observer } from '../../observe/observer';
import { brokenDocument } from '../documents/broken-document';
import { damagedBytes } from '../documents/damaged-bytes';
import { structuralBombs } from '../documents/json-bombs';
import { validDocument } from '../documents/valid-document';

/** Characters that SQS takes (https://www.w3.org/TR/REC-xml/#charsets). */
const taken = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u;

/** Bodies that nobody should put on the queue of enrichment jobs; none can ever succeed. */
export const hostileJobs: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: brokenDocument(enrichmentJobSchema).map((job) => JSON.stringify(job)) },
    { weight: 1, arbitrary: structuralBombs },
    {
      weight: 1,
      arbitrary: damagedBytes(validDocument(enrichmentJobSchema).map((job) => JSON.stringify(job))).map(
        String,
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 500 }) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(262_144), `{"jobId":"${'j'.repeat(262_000)}"}`) },
  )
  .filter((body) => taken.test(body));

/** Sends bodies to both queues. */
export const sendHostileJobs = async (
  { sqs }: Observer,
  { queues }: LocalSystem,
  bodies: readonly string[],
): Promise<void> => {
  for (const [index, body] of bodies.entries()) {
    const id = createHash('sha256').update(body).digest('hex');
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queues.enrichment.url,
        MessageBody: body,
        MessageGroupId: `hostile-${index % 7}`,
        MessageDeduplicationId: `${id}-${index}`,
      }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl: queues.deferredInference.url, MessageBody: body }));
  }
};
