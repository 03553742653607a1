import { createHash } from 'node:crypto';
import type { FromSchema } from 'json-schema-to-ts';
import type { DeferredJobOf } from '../../contracts/deferred-job';
import { createValidator } from '../../core/json-schema/create-validator';

const text = { type: 'string', minLength: 1 } as const;

/** The part of EventBridge's `Object Created` event that is read (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). */
const eventSchema = {
  type: 'object',
  required: ['detail'],
  properties: {
    detail: {
      type: 'object',
      required: ['bucket', 'object'],
      properties: {
        bucket: { type: 'object', required: ['name'], properties: { name: text } },
        object: {
          type: 'object',
          required: ['key', 'etag'],
          properties: { key: text, etag: text, 'version-id': text },
        },
      },
    },
  },
} as const;

const validate = createValidator<FromSchema<typeof eventSchema>>(eventSchema, 'event');

/** Ids are short and of few characters; keys of objects are neither. */
const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);

/** Turns an upload into a job, the same one however often the event is delivered. */
export const queueModeration =
  (dependencies: {
    readonly send: (job: DeferredJobOf<'moderation'>) => Promise<void>;
    readonly now: () => number;
  }) =>
  async (event: unknown): Promise<{ readonly jobId: string }> => {
    const checked = validate(event);
    if (!checked.ok) {
      throw new TypeError(
        `Not an event of an uploaded object: ${checked.details.map(({ field }) => field).join(', ')}`,
      );
    }
    const { bucket, object } = checked.value.detail;
    const version = object['version-id'] ?? object.etag;
    const jobId = `moderation:${digest(bucket.name, object.key, version)}`;
    await dependencies.send({
      kind: 'moderation',
      jobId,
      requestedBy: 'upload',
      requestedAt: new Date(dependencies.now()).toISOString(),
      payload: { bucket: bucket.name, key: object.key, version },
    });
    return { jobId };
  };
