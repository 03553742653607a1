import type { RunningSystem } from '../system/running-system';

/** A signal that a trial sent to the processes of one name. */
export interface SentSignal {
  readonly name: string;
  readonly processes: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The same system, and every signal that is sent to it from now on. */
export const recordSignals = (
  system: RunningSystem,
): { readonly system: RunningSystem; readonly signals: readonly SentSignal[] } => {
  const signals: SentSignal[] = [];
  const signal: RunningSystem['signal'] = (name, sent) => {
    const at = Date.now();
    const processes = system.signal(name, sent);
    signals.push({ name, processes, at });
    return processes;
  };
  return { system: { ...system, signal }, signals };
};
