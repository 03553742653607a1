import { type Fault, shortly } from './fault';

export const redisKilled: Fault = {
  name: 'Redis killed',
  summary: 'the answer cache gets a SIGKILL and comes back empty',
  seconds: 6,
  recoversWithin: shortly,
  answersAtLeast: 0.95,
  lacks: ({ redis }) => (redis === undefined ? 'redis-server or valkey-server on the PATH' : undefined),
  begin: async ({ redis }) => {
    await redis?.kill();
    return async () => {
      await redis?.start();
      return [];
    };
  },
};
