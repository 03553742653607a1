import { currentEnrichmentPromptVersion } from '../../contracts/enrichment';
import { type EnrichmentJob, enrichmentJobSchema } from '../../contracts/enrichment-job';
import { maxJobBytes } from '../../contracts/queue-policies';
import { JobTooLargeError } from '../../core/enrichment/job-body';
import type { ImportedItem } from '../../core/enrichment/register-import';
import { createValidator } from '../../core/json-schema/create-validator';
import type { RowPlace, SourceRow } from './source-row';

export interface RowProblem {
  readonly place: RowPlace;
  /** Field and limit: `title: is required`. */
  readonly problem: string;
}

export type CheckedRow =
  | { readonly ok: true; readonly place: RowPlace; readonly imported: ImportedItem }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

const validate = createValidator<EnrichmentJob>(enrichmentJobSchema, 'row');

/** Absent values are no properties; what is left is what will be sent. Undefined where it is nested too deeply to be written. */
const asSent = (value: unknown): { readonly draft: unknown; readonly bytes: number } | undefined => {
  try {
    const text = JSON.stringify(value);
    return { draft: JSON.parse(text), bytes: Buffer.byteLength(text) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** Checks a row against what the queue's consumer will accept. */
export const checkRow = (row: SourceRow): CheckedRow => {
  const { place } = row;
  if (!row.ok) return { ok: false, problems: [{ place, problem: row.problem }] };
  const sent = asSent({
    jobId: 'import',
    catalogId: row.catalogId,
    item: row.item,
    requestedBy: 'admin',
    requestedAt: '2026-01-01T00:00:00.000Z',
    promptVersion: currentEnrichmentPromptVersion,
  });
  if (sent === undefined) return { ok: false, problems: [{ place, problem: 'is nested too deeply' }] };
  const { draft, bytes } = sent;
  if (bytes > maxJobBytes)
    return { ok: false, problems: [{ place, problem: new JobTooLargeError(bytes).message }] };
  const result = validate(draft);
  if (!result.ok) {
    const problems = result.details.map(
      ({ field, problem }) => `${field.replace(/^item\./, '')}: ${problem}`,
    );
    return { ok: false, problems: problems.map((problem) => ({ place, problem })) };
  }
  return { ok: true, place, imported: { catalogId: result.value.catalogId, item: result.value.item } };
};
