import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** An object or a prefix: `s3://bucket/key`. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Where batch jobs read and write. */
export interface BatchStorage {
  /** The objects of a location: itself, or all `.jsonl` under it when it ends with a slash. */
  list(location: S3Location): Promise<readonly S3Location[]>;
  read(location: S3Location): Promise<string>;
  write(location: S3Location, text: string): Promise<void>;
  close(): void;
}

/** The bucket and key of an `s3://` URI; undefined for anything else. */
export const parseS3Uri = (uri: string): S3Location | undefined => {
  const [, bucket, key = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(uri) ?? [];
  return bucket === undefined ? undefined : { bucket, key };
};

/** S3 by its protocol; without an endpoint the SDK's own settings hold. The client is made when the first job needs it. */
export const createS3Storage = (endpoint: string | undefined, region: string): BatchStorage => {
  let client: S3Client | undefined;
  const s3 = (): S3Client => {
    client ??= new S3Client({
      region,
      forcePathStyle: true,
      ...(endpoint === undefined
        ? {}
        : { endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
    });
    return client;
  };
  return {
    async list({ bucket, key }) {
      if (!key.endsWith('/') && key !== '') return [{ bucket, key }];
      const listed = await s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key }));
      return (listed.Contents ?? []).flatMap((object) =>
        object.Key?.endsWith('.jsonl') === true ? [{ bucket, key: object.Key }] : [],
      );
    },
    async read({ bucket, key }) {
      const object = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await object.Body?.transformToString('utf8')) ?? '';
    },
    async write({ bucket, key }, text) {
      await s3().send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
    },
    close() {
      client?.destroy();
    },
  };
};
