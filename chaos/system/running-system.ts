import type { LocalSystem } from '../../contracts/local-system';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { StandInControl } from './stand-in-control';

export interface SystemOptions {
  /** Decides which calls the stand-in's faults strike; chance unless given. */
  readonly seed?: number;
  /** The stand-in's time to its first token; 0 unless given. */
  readonly latencyMs?: number;
  /** 0, all at once, unless given. */
  readonly tokensPerSecond?: number;
  readonly redisUrl?: string;
  /** Folder for the data, which is left there; a temporary one unless given. */
  readonly dataFolder?: string;
  /** Whether the gateway enforces its rates; not unless given. */
  readonly throttled?: boolean;
  /** Operators' parameters that differ from the defaults. */
  readonly config?: Partial<RuntimeConfig>;
  /** More variables of the environment of everything. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The local system as a trial sees it: addresses, processes, and the stand-in's controls. */
export interface RunningSystem {
  /** As the system describes itself now: process ids change when processes are started again. */
  describe(): LocalSystem;
  readonly standIn: StandInControl;
  readonly dataFolder: string;
  /** Sends a signal to every process whose name is `name`, or `name-2`, …; answers how many there were. */
  signal(name: string, signal: NodeJS.Signals): number;
  /** What the supervisor has printed. */
  output(): string;
  stop(): Promise<void>;
}
