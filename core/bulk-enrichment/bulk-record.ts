import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { ModelKey } from '../../contracts/model-catalog';
import { messagesRequest } from '../bedrock/messages-request';
import { enrichmentBody } from '../enrichment/enrichment-body';
import { enrichmentSystemPrompt } from '../enrichment/enrichment-prompt';

const hex = (character: string): string =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

/**
 * A catalogue id as a record id, which Bedrock wants alphanumeric
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-data.html): `shop-1` is `shopZ2D1`.
 */
export const recordIdOf = (catalogId: string): string =>
  catalogId.replace(/[^A-Ya-z0-9]/g, (c) => `Z${hex(c)}`);

/** The catalogue id of a record id that `recordIdOf` made. */
export const catalogIdOf = (recordId: string): string =>
  recordId.replace(/Z([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Some readers take these for the end of a line, too. */
const lineEnds = /[\u0085\u2028\u2029]/g;

/**
 * One line of a batch job's input, without its end: the request that the model gets for one item at a time.
 * Throws for a job with a prompt that this release does not know.
 */
export const bulkRecord = ({ catalogId, item, promptVersion }: EnrichmentJob, model: ModelKey): string => {
  const systemPrompt = enrichmentSystemPrompt(promptVersion);
  if (systemPrompt === undefined) throw new Error(`Prompt ${promptVersion} is not known to this release.`);
  const modelInput = messagesRequest(model, enrichmentBody(item, systemPrompt));
  return `{"recordId":${JSON.stringify(recordIdOf(catalogId))},"modelInput":${modelInput}}`.replace(
    lineEnds,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};
