import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { restartDelayMs } from '../process/restart-delay';
import type { ChildDefinition } from './child-definition';
import { childEnd, hasEnded } from './child-end';
import { parseChildMessage } from './child-message';
import { childReady } from './child-ready';

interface Dependencies {
  readonly spawn: (definition: ChildDefinition) => ChildProcess;
  /** Told when the child ended by itself. */
  readonly onEnd: (line: string) => void;
  /** Told when processes come and go. */
  readonly onChange: () => void;
}

/** A child that ran this long has no failures behind it. */
const soundAfterMs = 10_000;

/** One process of the local system: started again when it ends, until it is stopped. */
export class Child {
  readonly definition: ChildDefinition;
  readonly #dependencies: Dependencies;
  #process: ChildProcess | undefined;
  #grandchildren: Readonly<Record<string, number>> = {};
  #failures = 0;
  #stopping = false;

  constructor(definition: ChildDefinition, dependencies: Dependencies) {
    this.definition = definition;
    this.#dependencies = dependencies;
  }

  /** Process ids by name: its own, and those it has started. */
  get pids(): Readonly<Record<string, number>> {
    const pid = this.#process?.pid;
    return pid === undefined ? {} : { [this.definition.name]: pid, ...this.#grandchildren };
  }

  /** Times in a row that it ended before it had run for long. */
  get failures(): number {
    return this.#failures;
  }

  /** Resolves when it is ready for the first time, however often it had to be started for that. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      void this.#keepRunning(resolve);
    });
  }

  /** Asks it to end, and ends it when it takes longer than it may. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === undefined || hasEnded(child)) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), this.definition.stopSeconds * 1000);
    await childEnd(child);
    clearTimeout(timer);
  }

  /** Ends it at once. */
  kill(): void {
    this.#stopping = true;
    this.#process?.kill('SIGKILL');
  }

  async #keepRunning(onReady: () => void): Promise<void> {
    while (!this.#stopping) {
      const startedAt = Date.now();
      const child = this.#start();
      void childReady(child, this.definition.ready).then((ready) => (ready ? onReady() : undefined));
      const description = await childEnd(child);
      this.#grandchildren = {};
      if (this.#stopping) return;
      if (Date.now() - startedAt >= soundAfterMs) this.#failures = 0;
      const ms = restartDelayMs(this.#failures);
      this.#failures += 1;
      this.#dependencies.onEnd(`${this.definition.name} ${description}; starting it again in ${ms} ms`);
      await delay(ms);
    }
  }

  #start(): ChildProcess {
    const child = this.#dependencies.spawn(this.definition);
    this.#process = child;
    child.on('message', (message) => {
      const parsed = parseChildMessage(message);
      if (!parsed.ok || parsed.value.kind !== 'children') return;
      this.#grandchildren = parsed.value.pids;
      this.#dependencies.onChange();
    });
    this.#dependencies.onChange();
    return child;
  }
}
