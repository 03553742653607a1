import { shortly } from './fault';
import { switchedFault } from './switched-fault';

export const socketsDropped = switchedFault(
  {
    name: 'sockets dropped',
    summary: 'half of the readers lose their socket in the middle of an answer, and ask again',
    seconds: 8,
    recoversWithin: shortly,
    answersAtLeast: 0.95,
  },
  {
    on: ({ load }) => {
      load.dropShare = 0.5;
    },
    off: ({ load }) => {
      load.dropShare = 0;
    },
    struck: ({ load }) => load.ledger.attempts.filter(({ outcome }) => outcome.kind === 'dropped').length,
  },
);
