import { setTimeout as delay } from 'node:timers/promises';
import type { Faults } from '../../local/bedrock-stand-in/faults/fault';
import { seededRandom } from '../seeded-random';
import type { StandInControl } from '../system/stand-in-control';
import { waitUntil } from '../wait-until';

const throttledShare = 0.2;
const spoiltShare = 0.05;

/** A model that throttles one call of five and answers one item of twenty with JSON that fits nothing. */
export const weather: Faults = {
  '*': [
    { kind: 'throttle', probability: throttledShare },
    { kind: 'invalid-json', probability: spoiltShare },
  ],
};

const outage: Faults = { '*': [{ kind: 'down' }] };
const outageMs = 60_000;
/** The outage comes when this share of the work is done. */
const outageAt = 0.4;

export interface StormPlan {
  readonly seed: number;
  readonly standIn: Pick<StandInControl, 'faults'>;
  /** Jobs that have come to an end, and how many there are. */
  readonly settled: () => number;
  readonly total: number;
  /** How many times `strike` comes, spread by chance over the first nine tenths of the work. */
  readonly strikes: number;
  readonly strike: (number: number) => Promise<void> | void;
  readonly log: (line: string) => void;
  readonly timeoutMs: number;
}

/** Strikes again and again while the work goes on, and takes the model away for a minute in between. */
export const storm = async (plan: StormPlan): Promise<void> => {
  const { seed, standIn, settled, total, strikes, strike, log, timeoutMs } = plan;
  const random = seededRandom(seed);
  const reached = (share: number): Promise<void> =>
    waitUntil(`${Math.round(100 * share)} % of the jobs are settled`, () => settled() >= share * total, {
      timeoutMs,
      everyMs: 50,
    });
  const strikeAll = async (): Promise<void> => {
    for (let number = 0; number < strikes; number += 1) {
      await reached((0.9 * (number + random())) / strikes);
      await strike(number + 1);
    }
  };
  const darken = async (): Promise<void> => {
    await reached(outageAt);
    log(`after ${settled()} of ${total}: the model is down for ${outageMs / 1000} s`);
    await standIn.faults(outage);
    await delay(outageMs);
    await standIn.faults(weather);
  };
  await standIn.faults(weather);
  await Promise.all([strikeAll(), darken()]);
};
