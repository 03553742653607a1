import type { DeferredJob } from '../../contracts/deferred-job';
import { pick, seededRandom, wholeNumber } from '../seeded-random';

export interface DeferredMessages {
  readonly messages: readonly { readonly body: string }[];
  /** Keys of objects below which the moderation jobs look. */
  readonly uploads: readonly { readonly key: string; readonly bytes: Uint8Array }[];
  readonly malformed: number;
  /** Moderation jobs of objects that are no images. */
  readonly noImages: number;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** One of so many is malformed, and as many uploads are no images. */
const oneOf = 20;

const malformations: readonly [(job: DeferredJob) => string, ...((job: DeferredJob) => string)[]] = [
  (job) => JSON.stringify(job).slice(0, -10),
  (job) => JSON.stringify({ ...job, kind: 'dance' }),
  (job) => JSON.stringify({ ...job, payload: {} }),
];

/** Deferred jobs of three kinds for items of the catalogue, one of twenty malformed. Decided by the seed. */
export const deferredMessages = (
  catalogIds: readonly [string, ...string[]],
  options: { readonly count: number; readonly seed: number; readonly bucket: string; readonly night: string },
): DeferredMessages => {
  const { count, seed, bucket, night } = options;
  const random = seededRandom(seed);
  const uploads: { key: string; bytes: Uint8Array }[] = [];
  let malformed = 0;
  let noImages = 0;
  const jobOf = (index: number): DeferredJob => {
    const envelope = { requestedBy: 'trial', requestedAt: new Date().toISOString() };
    const jobId = `storm:${index}`;
    if (index % 4 === 0) {
      const isImage = index % (4 * oneOf) !== 0;
      if (!isImage) noImages += 1;
      const key = `trial/${index}`;
      const bytes = Buffer.from([...(isImage ? pngSignature : []), ...Buffer.from(`picture ${index}`)]);
      uploads.push({ key, bytes });
      return { ...envelope, jobId, kind: 'moderation', payload: { bucket, key, version: String(index) } };
    }
    if (index % 4 === 1)
      return {
        ...envelope,
        jobId,
        kind: 'recommendation',
        payload: { catalogId: pick(random, catalogIds), night },
      };
    const ids = Array.from({ length: wholeNumber(random, 1, 3) }, () => pick(random, catalogIds));
    return { ...envelope, jobId, kind: 'synopsis', payload: { catalogIds: [...new Set(ids)] } };
  };
  const messages = Array.from({ length: count }, (_, index) => {
    if (index % oneOf !== oneOf - 1) return { body: JSON.stringify(jobOf(index)) };
    malformed += 1;
    // What is cut short or of no known kind is told apart by its text alone.
    const job: DeferredJob = {
      kind: 'synopsis',
      jobId: `storm:${index}`,
      requestedBy: 'trial',
      requestedAt: new Date().toISOString(),
      payload: { catalogIds: [pick(random, catalogIds)] },
    };
    return { body: pick(random, malformations)(job) };
  });
  return { messages, uploads, malformed, noImages };
};
