import { type Fault, shortly } from './fault';

export const socketsDropped: Fault = {
  name: 'sockets dropped',
  summary: 'half of the readers lose their socket in the middle of an answer, and ask again',
  seconds: 8,
  recoversWithin: shortly,
  answersAtLeast: 0.95,
  begin: async ({ load }) => {
    load.dropShare = 0.5;
    return async () => {
      load.dropShare = 0;
      return [];
    };
  },
};
