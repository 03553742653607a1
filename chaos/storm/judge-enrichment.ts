import type { CatalogItemEnriched } from '../../contracts/catalog-events';
import { businessId } from '../../core/enrichment/business-id';
import { eventLedger } from '../observe/event-ledger';
import type { Row } from '../observe/observer';
import { type Check, check } from '../scenario';
import type { EnrichmentMessage } from './enrichment-messages';

/** What is left when the queue is empty. */
export interface EnrichmentTrace {
  readonly sent: readonly EnrichmentMessage[];
  readonly events: readonly CatalogItemEnriched[];
  readonly parked: readonly Row[];
  readonly dead: number;
  /** Calls of the model that were answered. */
  readonly paidCalls: number;
  /** Messages that were in the hands of processes that were killed. */
  readonly inHand: number;
}

/** Titles whose edits were enriched in another order than they were made in. */
const outOfOrder = (events: readonly CatalogItemEnriched[], sent: readonly EnrichmentMessage[]) => {
  const editOf = new Map(sent.map(({ body, edit }) => [businessId(body), edit]));
  const last = new Map<string, number>();
  const wrong = new Set<string>();
  for (const { catalogId, jobId } of [...events].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const edit = editOf.get(jobId) ?? 0;
    if (edit <= (last.get(catalogId) ?? 0)) wrong.add(catalogId);
    last.set(catalogId, edit);
  }
  return wrong;
};

/** Whether every job came to its end, once and in order. */
export const judgeEnrichment = (trace: EnrichmentTrace): readonly Check[] => {
  const { sent, parked, dead, paidCalls, inHand } = trace;
  const { distinct, again, redone } = eventLedger(trace.events);
  const unfit = parked.filter(({ code }) => code === 'UNFIT_REPLY').length;
  const malformed = sent.filter(({ edit }) => edit === 0).length;
  const settled = distinct.length + parked.length + dead;
  const wrong = outOfOrder(distinct, sent);
  // A reply that does not fit is asked for once more.
  const needed = distinct.length + 2 * unfit;
  const overhead = paidCalls - needed;
  return [
    check(
      'enriched + parked + dead-lettered = sent',
      settled === sent.length,
      `${distinct.length} + ${parked.length} + ${dead} = ${settled} of ${sent.length}`,
    ),
    check(
      'what is malformed is parked, and nothing else is but what the model answers with invalid JSON',
      parked.length - unfit === malformed,
      `${malformed} malformed sent, ${parked.length - unfit} parked as such, ${unfit} for the model's replies`,
    ),
    check(
      'nothing enriched twice',
      redone.length === 0,
      `${redone.length} twice; ${again} events told again`,
    ),
    check(
      'nothing paid twice beyond what was in the hands of the killed',
      overhead >= 0 && overhead <= inHand,
      `${paidCalls} calls paid, ${needed} needed: ${overhead} more (${((100 * overhead) / needed).toFixed(2)} %), at most ${inHand} were in hand`,
    ),
    check('order kept within each title', wrong.size === 0, `${wrong.size} titles out of order`),
  ];
};
