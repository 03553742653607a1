import { setTimeout as delay } from 'node:timers/promises';
import type { LocalSystem } from '../../contracts/local-system';

/** A process of the system that is no more. */
export interface ProcessEnd {
  /** Of several like `gateway` and `gateway-2`: that of the first. */
  readonly name: string;
  /** When it was noticed, epoch milliseconds. */
  readonly at: number;
}

type Children = NonNullable<LocalSystem['children']>;

export interface ProcessWatch {
  readonly ends: readonly ProcessEnd[];
  stop(): Promise<void>;
}

const everyMs = 100;

/** Names of the processes that were there before and are not now. */
export const endedBetween = (before: Children, now: Children): readonly string[] => {
  const left = new Set(Object.values(now));
  return Object.entries(before)
    .filter(([, pid]) => !left.has(pid))
    .map(([name]) => name.replace(/-\d+$/, ''));
};

/** Looks again and again which processes the system says it has: its services and those of its functions. */
export const watchProcesses = (describe: () => LocalSystem): ProcessWatch => {
  const ends: ProcessEnd[] = [];
  const stopping = new AbortController();
  let known: Children = {};
  const look = (): void => {
    const { children = {} } = describe();
    const at = Date.now();
    ends.push(...endedBetween(known, children).map((name) => ({ name, at })));
    known = children;
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      look();
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  // Whoever stops it hears of it.
  watching.catch(() => undefined);
  return {
    ends,
    stop: () => {
      stopping.abort();
      return watching;
    },
  };
};
