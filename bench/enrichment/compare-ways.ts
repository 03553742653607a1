import type { ResultRow } from '../bench';
import { type Spread, showSpread, spread } from '../statistics/spread';
import type { Measured } from './measure-way';
import { reference } from './ways';

/** What each way came to, round by round. */
export type WayRounds = Readonly<Record<string, readonly Measured[]>>;

export interface WayComparison {
  readonly way: string;
  readonly usdPerThousandItems: Spread;
  readonly itemsPerSecond: Spread;
  readonly callsPerItem: Spread;
  /** Over the reference of the same round. */
  readonly price: Spread;
  readonly speed: Spread;
}

/** Each way against the reference, round by round. */
export const compareWays = (rounds: WayRounds): readonly WayComparison[] => {
  const figures = (way: string, of: keyof Measured): readonly number[] =>
    (rounds[way] ?? []).map((round) => round[of]);
  const over = (way: string, of: keyof Measured): Spread => {
    const base = figures(reference, of);
    return spread(figures(way, of).map((value, round) => value / (base[round] ?? Number.NaN)));
  };
  return Object.keys(rounds).map((way) => ({
    way,
    usdPerThousandItems: spread(figures(way, 'usdPerThousandItems')),
    itemsPerSecond: spread(figures(way, 'itemsPerSecond')),
    callsPerItem: spread(figures(way, 'callsPerItem')),
    price: over(way, 'usdPerThousandItems'),
    speed: over(way, 'itemsPerSecond'),
  }));
};

/** Price and speed of each way beside those of the reference. */
export const wayRows = (comparisons: readonly WayComparison[]): readonly ResultRow[] => {
  const base = comparisons.find(({ way }) => way === reference);
  return comparisons.flatMap(({ way, usdPerThousandItems, itemsPerSecond, callsPerItem, price, speed }) => {
    const compared = way === reference ? undefined : base;
    return [
      {
        figure: `${way}: US$ for 1,000 items (${showSpread(callsPerItem)} calls an item)`,
        value: showSpread(usdPerThousandItems),
        ...(compared && { against: showSpread(compared.usdPerThousandItems), ratio: showSpread(price) }),
      },
      {
        figure: `${way}: items/s`,
        value: showSpread(itemsPerSecond),
        ...(compared && { against: showSpread(compared.itemsPerSecond), ratio: showSpread(speed) }),
      },
    ];
  });
};
