import type { FromSchema } from 'json-schema-to-ts';
import { requestIdPattern, sessionIdPattern } from './chat-request';
import { catalogIdPattern } from './enrichment-job';

/** Images above this are parked, in bytes: Bedrock takes at most 3.75 MB an image (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-parameters-claude.html). */
export const maxImageBytes = 3_750_000;

/** Work that may wait. */
export const deferredKinds = ['synopsis', 'recommendation', 'moderation', 'answer'] as const;
export type DeferredKind = (typeof deferredKinds)[number];

const envelope = {
  jobId: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,128}$' },
  requestedBy: { type: 'string', minLength: 1, maxLength: 128 },
  requestedAt: { type: 'string', minLength: 20, maxLength: 30 },
  urgent: { type: 'boolean' },
} as const;

const required = ['kind', 'jobId', 'requestedBy', 'requestedAt', 'payload'] as const;

/** One object per kind: the envelope, and the payload of that kind. Draft-04. */
export const deferredJobSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'DeferredJob',
  oneOf: [
    {
      type: 'object',
      required,
      additionalProperties: false,
      properties: {
        ...envelope,
        kind: { type: 'string', enum: ['synopsis'] },
        payload: {
          type: 'object',
          required: ['catalogIds'],
          additionalProperties: false,
          properties: {
            catalogIds: {
              type: 'array',
              minItems: 1,
              maxItems: 20,
              uniqueItems: true,
              items: { type: 'string', pattern: catalogIdPattern },
            },
          },
        },
      },
    },
    {
      type: 'object',
      required,
      additionalProperties: false,
      properties: {
        ...envelope,
        kind: { type: 'string', enum: ['recommendation'] },
        payload: {
          type: 'object',
          required: ['catalogId', 'night'],
          additionalProperties: false,
          properties: {
            catalogId: { type: 'string', pattern: catalogIdPattern },
            /** Day of the run in Japan, so that a schedule that fires twice makes the same jobs. */
            night: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
          },
        },
      },
    },
    {
      type: 'object',
      required,
      additionalProperties: false,
      properties: {
        ...envelope,
        kind: { type: 'string', enum: ['moderation'] },
        payload: {
          type: 'object',
          required: ['bucket', 'key', 'version'],
          additionalProperties: false,
          properties: {
            bucket: { type: 'string', minLength: 3, maxLength: 63 },
            key: { type: 'string', minLength: 1, maxLength: 1024 },
            /** The object's version id or ETag: another upload to the same key is another job. */
            version: { type: 'string', minLength: 1, maxLength: 128 },
          },
        },
      },
    },
    {
      type: 'object',
      required,
      additionalProperties: false,
      properties: {
        ...envelope,
        kind: { type: 'string', enum: ['answer'] },
        payload: {
          type: 'object',
          required: ['principalId', 'sessionId', 'requestId', 'message', 'language', 'modelPreference'],
          additionalProperties: false,
          properties: {
            principalId: { type: 'string', minLength: 1, maxLength: 256 },
            sessionId: { type: 'string', pattern: sessionIdPattern },
            requestId: { type: 'string', pattern: requestIdPattern },
            message: { type: 'string', minLength: 1, maxLength: 4000 },
            language: { type: 'string', enum: ['ja', 'en', 'zh'] },
            modelPreference: { type: 'string', enum: ['auto', 'fast', 'quality'] },
            /** Socket that asked, if it asked on one: told when the answer is there. */
            connectionId: { type: 'string', minLength: 1, maxLength: 128 },
          },
        },
      },
    },
  ],
} as const;

export type DeferredJob = FromSchema<typeof deferredJobSchema>;

/** The job of one kind: `DeferredJobOf<'moderation'>`. */
export type DeferredJobOf<K extends DeferredKind> = Extract<DeferredJob, { kind: K }>;
