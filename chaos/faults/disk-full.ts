import type { Fault } from './fault';

export const diskFull: Fault = {
  name: 'disk full',
  summary: "the local store's disk takes no byte more",
  seconds: 6,
  recoversWithin: { chat: 10, jobs: 60 },
  answersAtLeast: 0,
  lacks: ({ disk }) => (disk === undefined ? 'the right to mount a file system in memory' : undefined),
  begin: async ({ disk }) => {
    disk?.fill();
    return async () => {
      disk?.empty();
      return [];
    };
  },
};
