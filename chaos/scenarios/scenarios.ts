import type { Scenario } from '../scenario';
import { catalogueImport } from './catalogue-import';
import { conversation } from './conversation';
import { deferredHandedBack } from './deferred-handed-back';
import { enrichmentStorm } from './enrichment-storm';
import { everythingBreaks } from './everything-breaks';
import { orchestratorKilled } from './orchestrator-killed';
import { redisKilled } from './redis-killed';
import { twoHundredSockets } from './two-hundred-sockets';

/** Every trial by name, in the order of a whole run. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'everything-breaks': everythingBreaks,
  'catalogue-import': catalogueImport,
  conversation,
  'enrichment-storm': enrichmentStorm,
  'deferred-handed-back': deferredHandedBack,
  'redis-killed': redisKilled,
  'orchestrator-killed': orchestratorKilled,
  'two-hundred-sockets': twoHundredSockets,
};
