import { failuresSeen } from './failures-seen';
import { switchedFault } from './switched-fault';

export const diskFull = switchedFault(
  {
    name: 'disk full',
    summary: "the local store's disk takes no byte more",
    seconds: 6,
    recoversWithin: { chat: 10, jobs: 30 },
    answersAtLeast: 0,
    touchesStore: true,
    // LevelDB takes nothing more after a write that failed until it is opened again: the emulators end and are started again.
    restarts: { emulators: 10 },
    lacks: ({ disk }) => (disk === undefined ? 'the right to mount a file system in memory' : undefined),
  },
  { on: ({ disk }) => disk?.fill(), off: ({ disk }) => disk?.empty(), struck: failuresSeen },
);
