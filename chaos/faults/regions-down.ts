import { type Fault, shortly } from './fault';
import { standInFault } from './stand-in-fault';

/** The regions that the local system asks, in its order. */
const regions = ['us-east-1', 'us-west-2', 'ap-northeast-1'] as const;

const regionDown = (region: string): Fault =>
  standInFault(
    {
      name: `${region} down`,
      summary: `every connection to Bedrock in ${region} is reset`,
      seconds: 6,
      recoversWithin: shortly,
      answersAtLeast: 0.9,
    },
    () => ({ [region]: [{ kind: 'down' }] }),
  );

/** Each region alone, then all. */
export const regionsDown: readonly Fault[] = [
  ...regions.map(regionDown),
  standInFault(
    {
      name: 'all regions down',
      summary: 'every connection to Bedrock is reset',
      seconds: 6,
      // A job that waits in the consumer looks again when the regions' cooldown of a minute is over, and up to half as long after.
      recoversWithin: { chat: 5, jobs: 100 },
      answersAtLeast: 0,
    },
    () => ({ '*': [{ kind: 'down' }] }),
  ),
];
