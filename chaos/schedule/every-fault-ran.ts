import type { Fault, World } from '../faults/fault';
import { type Check, check } from '../scenario';
import type { FaultWindow } from './fault-window';

/** A fault that this machine cannot run. */
export interface NotRun {
  readonly fault: Fault;
  readonly because: string;
}

export const faultsNotRun = (
  wanted: readonly Fault[],
  world: Pick<World, 'redis' | 'disk'>,
): readonly NotRun[] =>
  wanted.flatMap((fault) => {
    const lacking = fault.lacks?.(world);
    return lacking === undefined ? [] : [{ fault, because: `this machine has not ${lacking}` }];
  });

/** Whether every fault that was asked for was run. One that this machine cannot run breaks nothing, but is said; a run of none is none. */
export const everyFaultRan = (
  wanted: readonly Fault[],
  notRun: readonly NotRun[],
  windows: readonly FaultWindow[],
): Check => {
  const ran = new Set(windows.map(({ fault }) => fault));
  const missed = wanted.filter((fault) => !ran.has(fault) && !notRun.some((each) => each.fault === fault));
  const left = missed.length === 0 ? '' : `; left out: ${missed.map(({ name }) => name).join(', ')}`;
  return {
    ...check(
      'every fault asked for was run',
      ran.size > 0 && missed.length === 0,
      `${ran.size} of ${wanted.length}${left}`,
    ),
    notRun: notRun.map(({ fault, because }) => `${fault.name} (${because})`),
  };
};
