declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Dynalite has no types of its own: its documented options, as far as they are used here. */
  interface DynaliteOptions {
    /** Folder of the LevelDB store; without it everything is in memory. */
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  const dynalite: (options?: DynaliteOptions) => Server;
  export = dynalite;
}
