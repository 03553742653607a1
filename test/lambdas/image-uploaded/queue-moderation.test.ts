import { type DeferredJob, deferredJobSchema } from '../../../contracts/deferred-job';
import { createValidator } from '../../../core/json-schema/create-validator';
import { queueModeration } from '../../../lambdas/image-uploaded/queue-moderation';

const uploaded = (object: Record<string, string> = {}): unknown => ({
  'detail-type': 'Object Created',
  source: 'aws.s3',
  detail: {
    bucket: { name: 'uploads-bucket' },
    object: { key: 'uploads/表紙 1.png', etag: 'abc', size: 9, ...object },
  },
});

const queued = async (event: unknown): Promise<DeferredJob> => {
  const sent: DeferredJob[] = [];
  await queueModeration({ send: async (job) => void sent.push(job), now: () => 0 })(event);
  return sent[0]!;
};

describe('an uploaded image', () => {
  test('becomes a job that the consumer accepts', async () => {
    const job = await queued(uploaded());
    expect(createValidator<DeferredJob>(deferredJobSchema, 'job')(job)).toMatchObject({ ok: true });
    expect(job.payload).toEqual({ bucket: 'uploads-bucket', key: 'uploads/表紙 1.png', version: 'abc' });
  });

  test('is one job however often the event comes, and another when it is uploaded again', async () => {
    const once = await queued(uploaded());
    expect((await queued(uploaded())).jobId).toBe(once.jobId);
    expect((await queued(uploaded({ etag: 'def' }))).jobId).not.toBe(once.jobId);
    expect((await queued(uploaded({ 'version-id': 'v2' }))).jobId).not.toBe(once.jobId);
  });

  test('an event of another kind is refused, naming what is missing', async () => {
    await expect(queued({ detail: {} })).rejects.toThrow('detail.bucket');
  });
});
