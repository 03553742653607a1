import { catalogItemEnrichedId } from '../../contracts/catalog-events';
import type { Enrichment, Provenance } from '../../contracts/enrichment';
import type { CatalogRecord } from '../catalog/catalog-record';
import type { CatalogChange } from '../catalog/catalog-store';
import type { JobEdit } from './job-edit';
import { nextStep } from './next-step';

const laterOf = (a: string, b: string | undefined): string => (b === undefined || a > b ? a : b);

/** The row of an edit that waits for its enrichment; an earlier enrichment stays until then. */
const waitingRow = (current: CatalogRecord | undefined, edit: JobEdit, at: string): CatalogRecord => {
  const { queuedFor: _, bulk: __, ...kept } = current ?? { demand: 0, revision: 0 };
  return {
    ...kept,
    catalogId: edit.job.catalogId,
    item: edit.job.item,
    inputHash: edit.inputHash,
    requestedAt: edit.requestedAt,
    status: 'imported',
    statusAt: at,
    waiting: true,
  };
};

/**
 * Makes an edit known before it is enriched. One that is known already, or older than the known one, changes nothing.
 * `queuedFor`: the day in Japan on which its job is sent; that day's run leaves it alone.
 */
export const registerEdit =
  (edit: JobEdit, at: string, queuedFor?: string): CatalogChange =>
  (current) =>
    current && (current.inputHash === edit.inputHash || edit.requestedAt < current.requestedAt)
      ? undefined
      : { ...waitingRow(current, edit, at), ...(queuedFor !== undefined && { queuedFor }) };

/** Puts an edit that is not to be enriched now among those that wait. */
export const holdEdit =
  (edit: JobEdit, at: string): CatalogChange =>
  (current) => {
    if (nextStep(current, edit) !== 'generate') return undefined;
    return current?.waiting && current.inputHash === edit.inputHash
      ? undefined
      : waitingRow(current, edit, at);
  };

const enrichedRow = (
  current: CatalogRecord | undefined,
  edit: JobEdit,
  result: { readonly enrichment: Enrichment; readonly provenance: Provenance },
  at: string,
): CatalogRecord => {
  const { catalogId, item } = edit.job;
  const { promptVersion } = result.provenance;
  const requestedAt = laterOf(edit.requestedAt, current?.requestedAt);
  return {
    catalogId,
    item,
    inputHash: edit.inputHash,
    requestedAt,
    status: 'enriched',
    statusAt: at,
    ...result,
    undelivered: catalogItemEnrichedId({ catalogId, promptVersion, inputHash: edit.inputHash, requestedAt }),
    waiting: false,
    demand: current?.demand ?? 0,
    revision: current?.revision ?? 0,
  };
};

/** Stores what the model returned, unless a newer edit or the same enrichment was stored meanwhile. */
export const storeEnrichment =
  (
    edit: JobEdit,
    result: { readonly enrichment: Enrichment; readonly provenance: Provenance },
    at: string,
  ): CatalogChange =>
  (current) =>
    nextStep(current, edit) === 'generate' ? enrichedRow(current, edit, result, at) : undefined;

/** Returns to an input that the stored enrichment was made of: nothing has to be paid again. */
export const adoptEnrichment =
  (edit: JobEdit, at: string): CatalogChange =>
  (current) => {
    if (!current?.enrichment || !current.provenance || nextStep(current, edit) !== 'adopt') return undefined;
    const { enrichment, provenance } = current;
    return enrichedRow(current, edit, { enrichment, provenance }, at);
  };

/** Notes that an enrichment is indexed and published. */
export const markDelivered =
  (eventId: string): CatalogChange =>
  (current) => {
    if (current?.undelivered !== eventId) return undefined;
    const { undelivered: _, ...delivered } = current;
    return delivered;
  };

/** Notes that the job of the newest edit is parked: the daily run leaves it alone until it is edited or requeued. */
export const markParked =
  (edit: JobEdit, at: string): CatalogChange =>
  (current) => {
    if (current && nextStep(current, edit) !== 'generate') return undefined;
    return { ...waitingRow(current, edit, at), status: 'parked', waiting: false };
  };

/** Notes that a parked job is on its way again. */
export const markRequeued =
  (edit: JobEdit, at: string): CatalogChange =>
  (current) =>
    current?.status === 'parked' && current.inputHash === edit.inputHash
      ? { ...current, status: 'imported', statusAt: at, waiting: true }
      : undefined;
