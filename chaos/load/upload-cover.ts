import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localCredentials } from '../../admin/target/connect';
import type { LocalSystem } from '../../contracts/local-system';

/** A PNG of one pixel. */
const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Puts an image into the bucket of uploads, outside the prefix whose uploads become jobs by themselves. */
export const uploadCover = async ({
  endpoints,
  region,
  buckets,
}: LocalSystem): Promise<{ readonly bucket: string; readonly key: string }> => {
  const client = new S3Client({
    endpoint: endpoints.s3,
    region,
    credentials: localCredentials,
    forcePathStyle: true,
  });
  const object = { bucket: buckets.uploads, key: 'chaos/cover.png' };
  await client.send(new PutObjectCommand({ Bucket: object.bucket, Key: object.key, Body: image }));
  client.destroy();
  return object;
};
