import type { ResultRow } from '../bench';
import { type Spread, showSpread, spread } from '../statistics/spread';
import type { Contender } from './contenders';
import type { GatewayRound } from './gateway-round';

export type Rounds = Readonly<Record<Contender, readonly GatewayRound[]>>;

export interface Comparison {
  readonly figure: string;
  readonly ours: Spread;
  readonly portkey: Spread;
  /** Ours over Portkey's, of neighbouring rounds. */
  readonly ratio: Spread;
}

const numbers = (values: readonly (number | undefined)[]): readonly number[] =>
  values.filter((value) => value !== undefined);

const figures: Readonly<Record<string, (round: GatewayRound) => number | undefined>> = {
  'requests/s': (round) => round.requestsPerSecond,
  'CPU ms a request, of the gateway alone': (round) => round.cpuMsPerRequest,
  'p50 ms at a steady rate': (round) => round.p50,
  'p95 ms at a steady rate': (round) => round.p95,
};

/** Ours against Portkey's, round by round. A figure that this machine does not give is left out. */
export const compareRounds = (rounds: Rounds): readonly Comparison[] =>
  Object.entries(figures).flatMap(([figure, of]) => {
    const ours = numbers(rounds.ours.map(of));
    const portkey = numbers(rounds.portkey.map(of));
    if (ours.length === 0 || ours.length !== portkey.length) return [];
    const ratios = ours.map((value, round) => value / (portkey[round] ?? Number.NaN));
    return [{ figure, ours: spread(ours), portkey: spread(portkey), ratio: spread(ratios) }];
  });

export const comparisonRows = (comparisons: readonly Comparison[]): readonly ResultRow[] =>
  comparisons.map(({ figure, ours, portkey, ratio }) => ({
    figure,
    value: showSpread(ours),
    against: showSpread(portkey),
    ratio: showSpread(ratio),
  }));
