import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { S3Location } from './s3-location';
import { splitLines } from './split-lines';

/** Where the requests and results of batch jobs are kept. */
export interface BulkStorage {
  write(location: S3Location, lines: readonly string[]): Promise<void>;
  /** Read as they come, never as a whole. */
  lines(location: S3Location): AsyncIterable<string>;
  /** Every object below a prefix, by name. */
  list(prefix: S3Location): Promise<readonly S3Location[]>;
}

const hasBytes = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Files of batch jobs in S3. */
export const s3BulkStorage = (client: S3Client): BulkStorage => ({
  write: async ({ bucket, key }, lines) => {
    const Body = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/jsonl' }),
    );
  },
  async *lines({ bucket, key }) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!hasBytes(Body)) throw new TypeError(`s3://${bucket}/${key} came without a stream.`);
    yield* splitLines(Body);
  },
  list: async ({ bucket, key }) => {
    const found: S3Location[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client },
      { Bucket: bucket, Prefix: key },
    )) {
      for (const { Key } of Contents) if (Key !== undefined) found.push({ bucket, key: Key });
    }
    return found;
  },
});
