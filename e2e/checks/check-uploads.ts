import { GetObjectTaggingCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { uploadsPrefix } from '../../contracts/bucket-prefixes';
import type { Driven } from './driven';
import { fieldOf, textOf } from './field-of';
import type { Subscriber } from './subscriber';

const timeoutMs = 60_000;

/** A PNG of one pixel. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** An uploaded image: the bucket's event, the deployed rule and function, the deferred queue and its consumer. */
export const checkUploads = async (
  { trial, clients: { s3 } }: Driven,
  { bucket, results }: { readonly bucket: string; readonly results: Subscriber },
): Promise<void> => {
  await trial.check('an upload wakes its function, and the deferred consumer has it checked', async () => {
    const object = { Bucket: bucket, Key: `${uploadsPrefix}e2e.png` };
    await s3.send(new PutObjectCommand({ ...object, Body: onePixel }));
    const isChecked = (event: unknown): boolean => fieldOf(event, 'kind') === 'moderation';
    const event = await results.next('a moderation', isChecked, timeoutMs);
    if (fieldOf(event, 'status') !== 'done') throw new Error(JSON.stringify(event));
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(object));
    const verdict = TagSet.find(({ Key }) => Key === 'moderation')?.Value;
    if (verdict !== 'approved') throw new Error(`the object's tags are ${JSON.stringify(TagSet)}`);
    return `${textOf(event, 'jobId')} is done, and the object is tagged "${verdict}"`;
  });
};
