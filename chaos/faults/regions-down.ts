import { defaultRuntimeConfig } from '../../contracts/runtime-config';
import { type Fault, shortly } from './fault';
import { standInFault } from './stand-in-fault';

const { primary_region, failover_regions } = defaultRuntimeConfig;

/** The regions that the local system asks, in its order. */
const regions: readonly string[] = [primary_region, ...failover_regions];

/** The first `count` regions: a later one is asked only when those before it are down. */
const firstDown = (count: number): Fault => {
  const down = regions.slice(0, count);
  const all = count === regions.length;
  return standInFault(
    {
      name: all ? 'all regions down' : `${down.join(' and ')} down`,
      summary: `every connection to Bedrock in ${down.join(', ')} is reset`,
      seconds: 6,
      // A region that has been down is left alone for minutes: whether it is down then touches no call.
      comesFirst: true,
      // A job that waits in the consumer looks again when the regions' cooldown of a minute is over, and up to half as long after.
      recoversWithin: all ? { chat: 5, jobs: 100 } : shortly,
      answersAtLeast: all ? 0 : 0.9,
    },
    { kind: 'down', regions: down },
  );
};

/** One region after the other, each struck, until all are down. */
export const regionsDown: readonly Fault[] = regions.map((_, index) => firstDown(index + 1));
