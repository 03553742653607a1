import type { CallCount } from '../../local/bedrock-stand-in/calls/call-log';
import type { Fault as BedrockFault } from '../../local/bedrock-stand-in/faults/fault';
import type { Fault } from './fault';
import { switchedFault } from './switched-fault';

/** What the stand-in's log calls a call that was struck; one that is slow ends as it would have. */
const outcomes = {
  down: 'down',
  throttle: 'ThrottlingException',
  cut: 'cut',
  stall: 'stall',
  slow: undefined,
} as const;

interface Options {
  readonly kind: keyof typeof outcomes;
  /** In the order in which they are asked; every region without them. */
  readonly regions?: readonly string[];
  readonly settings?: (random: () => number) => Omit<BedrockFault, 'kind'>;
}

/** Calls that a fault struck. With several regions those of the last count: it is asked only when the ones before it fail. */
export const struckCalls = (
  counts: readonly CallCount[],
  { kind, regions }: Pick<Options, 'kind' | 'regions'>,
): number =>
  counts
    .filter(({ region }) => regions === undefined || region === regions.at(-1))
    .filter(({ outcome }) => outcomes[kind] === undefined || outcome === outcomes[kind])
    .reduce((sum, { count }) => sum + count, 0);

/** A fault of Bedrock itself, which the stand-in plays. */
export const standInFault = (fault: Omit<Fault, 'begin'>, options: Options): Fault => {
  const { kind, regions = ['*'], settings } = options;
  return switchedFault(fault, {
    on: ({ system, random }) => {
      const inEach = [{ kind, ...settings?.(random) }];
      return system.standIn.faults(Object.fromEntries(regions.map((region) => [region, inEach])));
    },
    off: ({ system }) => system.standIn.clearFaults(),
    struck: async ({ system }) => struckCalls(await system.standIn.counts(), options),
  });
};
