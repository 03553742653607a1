import { ModelCallError } from '../../core/bedrock/model-call-error';
import { createDeliverEnrichment } from '../../core/enrichment/deliver-enrichment';
import { createEnrichItem } from '../../core/enrichment/enrich-item';
import { createGenerateEnrichment } from '../../core/enrichment/generate-enrichment';
import type { ParkedJob } from '../../core/enrichment/parked-jobs';
import type { IndexedItem } from '../../core/retrieval/catalog-search';
import { buildJob, buildReply } from './enrichment-job';
import { memoryCatalog } from './memory-catalog';
import { fakePatience } from './patience';

export const enrichmentTime = Date.parse('2026-11-24T01:00:00Z');
export const enrichmentCall = { deadline: enrichmentTime + 60_000 };
/** A job as a message has it. */
export const jobBody = (changes: Parameters<typeof buildJob>[0] = {}): string =>
  JSON.stringify(buildJob(changes));

/** The use case with fakes around it, whose failures `world` turns on and off; all is as at `enrichmentTime`. */
export const enrichItemWorld = (
  options: { readonly reply?: () => Promise<ReturnType<typeof buildReply>> } = {},
) => {
  const catalog = memoryCatalog();
  const parked: Omit<ParkedJob, 'parkedAt'>[] = [];
  const indexed: IndexedItem[] = [];
  const events: string[] = [];
  const patience = fakePatience(enrichmentTime);
  const world = { calls: 0, bulk: true, indexFails: false, publishFails: false, throttledEmbeddings: 0 };
  const enrich = createEnrichItem({
    catalog,
    parkedJobs: { park: async (job) => void parked.push(job) },
    generate: createGenerateEnrichment(
      {
        invoke: async () => {
          world.calls += 1;
          return options.reply ? options.reply() : buildReply();
        },
      },
      'claude-haiku-4-5',
    ),
    deliver: createDeliverEnrichment({
      catalog,
      search: {
        index: async (items) => {
          if (world.indexFails) throw new Error('the index is down');
          if (world.throttledEmbeddings > 0) {
            world.throttledEmbeddings -= 1;
            throw new ModelCallError('throttled', { kind: 'unavailable', fault: 'model', retryable: true });
          }
          indexed.push(...items);
        },
      },
      publish: async ({ eventId }) => {
        if (world.publishFails) throw new Error('the topic is down');
        events.push(eventId);
      },
      patience,
    }),
    bulkMayRun: () => world.bulk,
    now: () => enrichmentTime,
  });
  return { enrich, catalog, parked, indexed, events, world };
};
