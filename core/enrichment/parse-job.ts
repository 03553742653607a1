import { type EnrichmentJob, enrichmentJobSchema } from '../../contracts/enrichment-job';
import { createValidator } from '../json-schema/create-validator';
import { businessId, parseBody } from './business-id';
import { enrichmentSystemPrompt } from './enrichment-prompt';
import { type JobEdit, jobEdit } from './job-edit';

/** A job that can be worked on, or why it never can. `jobId` is the body's own where it has one. */
export type ParsedJob =
  | { readonly ok: true; readonly edit: JobEdit; readonly systemPrompt: string }
  | { readonly ok: false; readonly jobId: string; readonly reason: string };

const validate = createValidator<EnrichmentJob>(enrichmentJobSchema, 'the job');

/** Clocks differ; beyond this a date is wrong, and would keep every later edit of its title out. */
const maxAheadMs = 10 * 60_000;

/** Parses a message's body; `now` in epoch milliseconds. Reasons name fields and limits, never their content. */
export const parseJob = (body: string, now: number): ParsedJob => {
  const value = parseBody(body);
  const refuse = (reason: string): ParsedJob => ({ ok: false, jobId: businessId(body), reason });
  if (value === undefined) return refuse('the message is not JSON');
  const result = validate(value);
  if (!result.ok) {
    return refuse(result.details.map(({ field, problem }) => `${field} ${problem}`).join('; '));
  }
  const edit = jobEdit(result.value);
  if (edit === undefined) return refuse('requestedAt is not a date of the calendar');
  if (Date.parse(edit.requestedAt) > now + maxAheadMs) return refuse('requestedAt is in the future');
  const systemPrompt = enrichmentSystemPrompt(result.value.promptVersion);
  if (systemPrompt === undefined)
    return refuse('promptVersion is not known to this release: deploy it, then requeue');
  return { ok: true, edit, systemPrompt };
};
