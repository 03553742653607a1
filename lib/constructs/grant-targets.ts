import type { DataStack } from '../stacks/data-stack';
import type { MessagingStack } from '../stacks/messaging-stack';
import type { GrantTargets } from './entry-point-grants';

/** Everything that entry points may be given access to. */
export const grantTargets = (data: DataStack, messaging: MessagingStack): GrantTargets => ({
  tables: data.tables,
  queues: {
    enrichment: messaging.enrichment.queue,
    deferredInference: messaging.deferredInference.queue,
  },
  topics: { results: messaging.results.topic, catalog: messaging.catalog.topic },
  bucket: data.uploads,
  secret: data.secret,
  search: data.search,
});
