import type { Now } from '../core/clock';
import type { Terminal } from './output/terminal';
import type { Target } from './target/target';

/** What the commands are given, so that tests can give something else. */
export interface AdminRuntime {
  readonly terminal: Terminal;
  readonly now: Now;
  /** Rejects with an `AdminError` where the environment cannot be found. */
  readonly findTarget: (environment: string) => Promise<Target>;
  /** Who asks, for the books: the user of this machine. */
  readonly user: string;
  /** Aborts on Ctrl-C. */
  readonly stopped: AbortSignal;
}
