import { shortly, type World } from './fault';
import { switchedFault } from './switched-fault';

/** Whether the orchestrator says that it answers without its cache: 1 or 0. */
const isWithoutCache = async ({ system }: World): Promise<number> => {
  const readiness = await (await fetch(`${system.describe().orchestrator}/ready`)).text();
  return readiness.includes('"cache":"down"') ? 1 : 0;
};

export const redisKilled = switchedFault(
  {
    name: 'Redis killed',
    summary: 'the answer cache gets a SIGKILL and comes back empty',
    seconds: 6,
    recoversWithin: shortly,
    answersAtLeast: 0.95,
    lacks: ({ redis }) => (redis === undefined ? 'redis-server or valkey-server on the PATH' : undefined),
  },
  {
    on: ({ redis }) => redis?.kill(),
    off: ({ redis }) => redis?.start(),
    struck: isWithoutCache,
  },
);
