import { randomUUID } from 'node:crypto';
import { localAccount, localRegion } from '../local-environment';
import type { CreatedObject } from './keep-objects';

/** The event that EventBridge makes of a new object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html). */
export const objectCreatedEvent = ({ bucket, key, etag, size }: CreatedObject, now: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: localAccount,
  time: new Date(now).toISOString(),
  region: localRegion,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: { key, size, etag, sequencer: String(now) },
    'request-id': randomUUID(),
    requester: localAccount,
    'source-ip-address': '127.0.0.1',
    reason: 'PutObject',
  },
});
