import { createHash } from 'node:crypto';
import { enrichmentJobSchema } from '../../contracts/enrichment-job';

/** The value of a message's body; undefined: it is not JSON. */
export const parseBody = (body: string): unknown => {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
};

const idPattern = new RegExp(enrichmentJobSchema.properties.jobId.pattern);

/**
 * The id of a job of either queue that stays the same over redelivery and redrive, which give a message new ids:
 * that of the body, or one made from its text.
 */
export const businessId = (body: string): string => {
  const value = parseBody(body);
  const own = typeof value === 'object' && value !== null && 'jobId' in value ? value.jobId : undefined;
  if (typeof own === 'string' && idPattern.test(own)) return own;
  return `unreadable-${createHash('sha256').update(body).digest('hex').slice(0, 24)}`;
};
