import type { ResolvedModel } from '../models/resolve-model';
import type { Fault, Faults } from './fault';

export interface FaultTarget {
  readonly region: string;
  /** As it was called. */
  readonly modelId: string;
  /** Absent: the id names no model. */
  readonly model?: ResolvedModel | undefined;
}

export interface FaultBoard {
  set(faults: Faults): void;
  current(): Faults;
  /** The fault that strikes this call, if one does. Each call is asked for once. */
  strike(target: FaultTarget): Fault | undefined;
  /** Whether a fault denies this model, without striking. */
  isDenied(target: FaultTarget): boolean;
  /** The share of answers in JSON that are spoilt for this target, 0 to 1. */
  spoiltShare(target: FaultTarget): number;
}

const concerns = (fault: Fault, { modelId, model }: FaultTarget): boolean =>
  fault.model === undefined ||
  fault.model === modelId ||
  fault.model === model?.key ||
  fault.model === model?.description.bedrockId;

/** Holds the faults that were asked for, and decides by chance where they have a probability. */
export const createFaultBoard = (random: () => number): FaultBoard => {
  let faults: Faults = {};
  const left = new Map<Fault, number>();

  const of = (target: FaultTarget): readonly Fault[] =>
    [...(faults[target.region] ?? []), ...(faults['*'] ?? [])].filter((fault) => concerns(fault, target));

  const strikes = (fault: Fault): boolean => {
    if (fault.probability !== undefined && random() >= fault.probability) return false;
    if (fault.times === undefined) return true;
    const times = left.get(fault) ?? fault.times;
    left.set(fault, times - 1);
    return times > 0;
  };

  return {
    set(next) {
      faults = next;
      left.clear();
    },
    current: () => faults,
    strike: (target) => of(target).find((fault) => fault.kind !== 'invalid-json' && strikes(fault)),
    isDenied: (target) => of(target).some(({ kind }) => kind === 'deny'),
    spoiltShare: (target) =>
      of(target)
        .filter((fault) => fault.kind === 'invalid-json')
        .reduce((share, fault) => Math.max(share, fault.probability ?? 1), 0),
  };
};
