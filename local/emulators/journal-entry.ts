import Ajv from 'ajv';
import type { FromSchema } from 'json-schema-to-ts';

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;

const messageSchema = {
  type: 'object',
  required: [
    'messageId',
    'body',
    'md5OfBody',
    'messageAttributes',
    'md5OfMessageAttributes',
    'sentTimestamp',
    'approximateReceiveCount',
  ],
  properties: {
    messageId: text,
    body: text,
    md5OfBody: text,
    messageAttributes: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['DataType'],
        properties: { DataType: text, StringValue: text, BinaryValue: text },
        additionalProperties: false,
      },
    },
    md5OfMessageAttributes: text,
    sentTimestamp: number,
    approximateReceiveCount: number,
    approximateFirstReceiveTimestamp: number,
    delayUntil: number,
    messageGroupId: text,
    messageDeduplicationId: text,
    sequenceNumber: text,
  },
  additionalProperties: false,
} as const;

const entrySchema = {
  oneOf: [
    {
      type: 'object',
      required: ['put', 'queue'],
      properties: { put: messageSchema, queue: text },
      additionalProperties: false,
    },
    { type: 'object', required: ['delete'], properties: { delete: text }, additionalProperties: false },
    { type: 'object', required: ['purge'], properties: { purge: text }, additionalProperties: false },
    {
      type: 'object',
      required: ['sent', 'queue', 'messageId', 'at'],
      properties: { sent: text, queue: text, messageId: text, sequenceNumber: text, at: number },
      additionalProperties: false,
    },
  ],
} as const;

export type JournalMessage = FromSchema<typeof messageSchema>;

/**
 * One line of the queues' journal: a message entered a queue (and left the one it was in), was deleted, a queue was
 * purged, or a deduplication id was used (kept for five minutes, when its message is gone).
 */
export type JournalEntry = FromSchema<typeof entrySchema>;

const isEntry = new Ajv().compile<JournalEntry>(entrySchema);

/** The entry of one line; undefined for a line that was cut or altered. */
export const parseJournalEntry = (line: string): JournalEntry | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
