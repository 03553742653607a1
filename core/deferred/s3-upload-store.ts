import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { UploadStore } from './moderation-job';

/** Uploads in S3. */
export const createS3UploadStore = (client: S3Client): UploadStore => ({
  size: async ({ bucket, key }) =>
    (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength ?? 0,
  read: async ({ bucket, key }, signal) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
      abortSignal: signal,
    });
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  },
  tag: async ({ bucket, key }, tags) => {
    await client.send(
      new PutObjectTaggingCommand({
        Bucket: bucket,
        Key: key,
        Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
      }),
    );
  },
});
