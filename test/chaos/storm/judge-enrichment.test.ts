import { type EnrichmentTrace, judgeEnrichment } from '../../../chaos/storm/judge-enrichment';
import type { CatalogItemEnriched } from '../../../contracts/catalog-events';

const event = (catalogId: string, edit: number, at: string): CatalogItemEnriched => ({
  eventId: `${catalogId}:${edit}`,
  type: 'catalogue-item-enriched',
  catalogId,
  jobId: `storm:${catalogId}:${edit}`,
  promptVersion: '2026-11-1',
  inputHash: 'a'.repeat(64),
  model: 'claude-haiku-4-5',
  at: `2026-11-25T${at}:00.000Z`,
});
const message = (catalogId: string, edit: number) => ({
  group: catalogId,
  edit,
  body: JSON.stringify({ jobId: `storm:${catalogId}:${edit}` }),
});

/** A title with two edits, one whose reply never fitted, and one that is malformed. */
const well: EnrichmentTrace = {
  sent: [message('C1', 1), message('C1', 2), message('C2', 1), message('C3', 0)],
  events: [event('C1', 1, '10:00'), event('C1', 2, '10:05')],
  parked: [{ code: 'UNFIT_REPLY' }, { code: 'INVALID_JOB' }],
  dead: 0,
  paidCalls: 4,
  inHand: 0,
};

const broken = (changes: Partial<EnrichmentTrace>): readonly string[] =>
  judgeEnrichment({ ...well, ...changes })
    .filter(({ held }) => !held)
    .map(({ invariant }) => invariant);

describe('the end of a storm of enrichments', () => {
  it('holds when every job came to its end, once and in order', () => {
    expect(broken({})).toEqual([]);
  });

  it('holds when an event came again, and when what the killed had in hand was paid again', () => {
    expect(broken({ events: [...well.events, event('C1', 1, '10:00')], paidCalls: 6, inHand: 2 })).toEqual(
      [],
    );
  });

  it.each<[string, Partial<EnrichmentTrace>, string]>([
    ['a job that is lost', { events: well.events.slice(1), paidCalls: 3 }, 'sent'],
    ['a good job that is parked', { parked: [...well.parked, { code: 'MODEL_REJECTED' }] }, 'malformed'],
    ['a title that was enriched twice', { events: [...well.events, event('C1', 1, '10:09')] }, 'twice'],
    ['a call that was paid twice', { paidCalls: 5 }, 'nothing paid twice'],
    ['more calls than were in hand', { paidCalls: 7, inHand: 2 }, 'nothing paid twice'],
    ['an enrichment that nobody paid for', { paidCalls: 3 }, 'nothing paid twice'],
    [
      'edits that were enriched in another order',
      { events: [event('C1', 1, '10:05'), event('C1', 2, '10:00')] },
      'order kept',
    ],
  ])('finds %s', (_, changes, found) => {
    expect(broken(changes)).toContainEqual(expect.stringContaining(found));
  });
});
