import type { Load } from '../load/start-load';
import type { EmulatorControl } from '../system/emulator-control';
import type { RedisServer } from '../system/redis-server';
import type { RunningSystem } from '../system/running-system';
import type { SmallDisk } from '../system/small-disk';

/** What a fault may lay hands on. */
export interface World {
  readonly system: RunningSystem;
  readonly emulators: EmulatorControl;
  readonly load: Load;
  readonly random: () => number;
  /** For what is worth knowing and breaks nothing. */
  readonly log: (line: string) => void;
  /** Absent: this machine has none. */
  readonly redis?: RedisServer | undefined;
  readonly disk?: SmallDisk | undefined;
}

/** What a fault found that only it could see: sentences, each a broken invariant. */
export type Findings = readonly string[];

/** Ends a fault. */
export type EndFault = () => Promise<Findings>;

/** Something that breaks, and what is promised for it. */
export interface Fault {
  readonly name: string;
  readonly summary: string;
  /** How long it goes on, in seconds. */
  readonly seconds: number;
  /** Within how many seconds after its end everything works as before. */
  readonly recoversWithin: { readonly chat: number; readonly jobs: number };
  /** Least part that is answered at the first try while it goes on, 0 to 1, of the part that is answered without any fault. */
  readonly answersAtLeast: number;
  /** Needs a system to which nothing has happened: it comes before the others, in the order of their list, and once. */
  readonly comesFirst?: boolean;
  /** Connections to the gateway may break. */
  readonly breaksConnections?: boolean;
  /** The store may not take what was made: an answer that could not be stored says so, and a job may be done again. */
  readonly touchesStore?: boolean;
  /** Processes that it ends, by name. */
  readonly ends?: readonly string[];
  /** Processes that end by themselves while it goes on and are started again, and how often at most. */
  readonly restarts?: Readonly<Record<string, number>>;
  /** What this machine has not, and the fault needs. */
  readonly lacks?: (world: Pick<World, 'redis' | 'disk'>) => string | undefined;
  begin(world: World): Promise<EndFault>;
}

/** Of an outage of a dependency that ends by itself. */
export const shortly = { chat: 5, jobs: 15 } as const;
