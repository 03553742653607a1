import { type Check, check } from '../../scenario';
import type { SlowCallers } from './slow-callers';

/** The gateway looks for slow callers every 2 s, gives a caller 2 s to close its side, and a busy machine is late itself. */
const slackMs = 10_000;

const seconds = (ms: number): string => (ms / 1000).toFixed(0);

const describe = ({ kind, limitMs, ended, toldSo, longestMs }: SlowCallers): string =>
  `${kind}: ${ended} cut off, ${toldSo} with 408, after at most ${seconds(longestMs)} s (it is given ${seconds(limitMs)} s)`;

export const judgeSlowCallers = (kinds: readonly SlowCallers[]): Check =>
  check(
    'slow callers of every kind are cut off in time and told so',
    kinds.length > 0 &&
      kinds.every(
        ({ ended, toldSo, longestMs, limitMs }) =>
          ended > 0 && toldSo === ended && longestMs <= limitMs + slackMs,
      ),
    kinds.map(describe).join('\n     '),
  );
