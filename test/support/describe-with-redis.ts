import { redisBinary } from '../../chaos/system/redis-server';

/** Tests of Redis' real protocol: run where there is a server, and plainly skipped where there is none. */
export const describeWithRedis = (name: string, tests: () => void): void => {
  if (redisBinary === undefined)
    describe.skip(`${name} (skipped: no redis-server or valkey-server on the PATH)`, tests);
  else describe(name, tests);
};
