import { brokenStreams } from './broken-streams';
import { burst } from './burst';
import { deliveriesRepeated } from './deliveries-repeated';
import { diskFull } from './disk-full';
import type { Fault } from './fault';
import { poisonJobs } from './poison-jobs';
import { processesKilled } from './processes-killed';
import { redisKilled } from './redis-killed';
import { regionsDown } from './regions-down';
import { servicesStopped } from './services-stopped';
import { slowOrThrottledModels } from './slow-or-throttled-models';
import { slowReaders } from './slow-readers';
import { socketsDropped } from './sockets-dropped';
import { storesRefusing } from './stores-refusing';
import { tokenExpired } from './token-expired';

/** Everything that is broken on purpose. */
export const faults: readonly Fault[] = [
  ...regionsDown,
  ...slowOrThrottledModels,
  ...brokenStreams,
  redisKilled,
  ...storesRefusing,
  ...processesKilled,
  servicesStopped,
  tokenExpired,
  diskFull,
  deliveriesRepeated,
  poisonJobs,
  socketsDropped,
  slowReaders,
  burst,
];
