import type { InvocationOutcome } from '../lambda-host/invocation';
import { restartDelayMs } from '../process/restart-delay';

interface Dependencies {
  /** Hands an event to a function. */
  readonly invoke: (event: unknown) => Promise<InvocationOutcome>;
  readonly delay: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

const attempts = 20;

/** Hands an event to its target until it is taken, as EventBridge does: the functions may be starting just now. */
export const deliverEvent =
  ({ invoke, delay, log }: Dependencies) =>
  async (event: unknown): Promise<void> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if ((await invoke(event)).ok) return;
      await delay(restartDelayMs(attempt));
    }
    log('an event was not taken by its function, and is lost');
  };
