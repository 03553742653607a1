import type { SQSRecord } from 'aws-lambda';

/** The records of each message group, in their order. A record without a group is a group of its own. */
export const groupRecords = (records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] => {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const key = record.attributes.MessageGroupId ?? `message ${record.messageId}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()];
};
