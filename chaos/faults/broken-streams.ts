import { wholeNumber } from '../seeded-random';
import { type Fault, shortly } from './fault';
import { standInFault } from './stand-in-fault';

const half = (random: () => number) => ({ probability: 0.5, afterTokens: wholeNumber(random, 1, 60) });

/** Streams that end, or fall silent, in the middle of an answer. */
export const brokenStreams: readonly Fault[] = [
  standInFault(
    {
      name: 'streams cut',
      summary: 'half of the answers end in their middle, without a last event',
      seconds: 8,
      recoversWithin: shortly,
      answersAtLeast: 0.3,
    },
    { kind: 'cut', settings: half },
  ),
  standInFault(
    {
      name: 'streams stalled',
      summary: 'half of the answers fall silent in their middle, and the connection stays',
      seconds: 10,
      recoversWithin: { chat: 8, jobs: 60 },
      answersAtLeast: 0.2,
    },
    { kind: 'stall', settings: half },
  ),
];
