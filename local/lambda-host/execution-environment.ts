import { randomUUID } from 'node:crypto';
import type { Now } from '../../core/clock';
import { type EnvironmentReport, parseEnvironmentReport } from '../lambda-environment/messages';
import { failed, type InvocationOutcome } from './invocation';

/** The process behind an execution environment, as far as its host needs it. */
export interface EnvironmentProcess {
  readonly pid: number | undefined;
  send(message: object): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (description: string) => void): void;
}

interface Options {
  readonly timeoutMs: number;
  /** A handler that answers too late is killed at once in an environment of its own; a shared one first shows whether it still lives. */
  readonly shared: boolean;
  readonly now: Now;
}

interface Pending {
  readonly settle: (outcome: InvocationOutcome) => void;
}

/**
 * How long a bundle may take to load: ten seconds, and then the function's timeout once more, as Lambda gives it
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html). Never less than a minute: on a machine that is
 * busy with something else a function of few seconds would never get to work.
 */
const longestStartMs = (timeoutMs: number): number => Math.max(60_000, 10_000 + timeoutMs);

/** How long a shared environment may be silent before it counts as hung. */
const aliveWithinMs = 1000;

/** One process of one function: forwards events, enforces the timeout, and reports a crash to whoever waits. */
export class ExecutionEnvironment {
  /** Rejects when the bundle does not load or the process ends before it did. */
  readonly ready: Promise<void>;
  /** Resolves with how the process ended. */
  readonly exited: Promise<string>;
  readonly #process: EnvironmentProcess;
  readonly #options: Options;
  readonly #pending = new Map<string, Pending>();
  #aliveTimer: NodeJS.Timeout | undefined;
  #lastFailure: InvocationOutcome | undefined;
  #killed = false;

  constructor(process: EnvironmentProcess, options: Options) {
    this.#process = process;
    this.#options = options;
    this.exited = new Promise((resolve) => process.onExit((description) => resolve(this.#exit(description))));
    const initTimer = setTimeout(() => this.kill(), longestStartMs(options.timeoutMs));
    this.ready = new Promise((resolve, reject) => {
      process.onMessage((message) => {
        const report = parseEnvironmentReport(message);
        if (!report.ok) return;
        if (report.value.kind === 'ready') resolve();
        this.#receive(report.value);
      });
      void this.exited.then((description) => reject(new Error(description)));
    });
    const loaded = (): void => clearTimeout(initTimer);
    this.ready.then(loaded, loaded);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get busy(): number {
    return this.#pending.size;
  }

  /** Whether it takes further events: it has not ended, and is not about to. */
  get usable(): boolean {
    return !this.#killed && this.#lastFailure === undefined;
  }

  kill(): void {
    this.#killed = true;
    this.#process.kill();
  }

  invoke(event: string): Promise<InvocationOutcome> {
    if (this.#lastFailure !== undefined) return Promise.resolve(this.#lastFailure);
    const id = randomUUID();
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (outcome: InvocationOutcome): void => {
        clearTimeout(timer);
        this.#pending.delete(id);
        resolve(outcome);
      };
      this.#pending.set(id, { settle });
      const begin = (): void => {
        timer = this.#send(id, event);
      };
      // One that does not become ready ends, and its end settles everything that waits.
      this.ready.then(begin, () => undefined);
    });
  }

  #send(id: string, event: string): NodeJS.Timeout {
    const { timeoutMs, now } = this.#options;
    this.#process.send({ id, event, deadline: now() + timeoutMs });
    return setTimeout(() => this.#timeOut(id), timeoutMs);
  }

  #receive(report: EnvironmentReport): void {
    if (report.kind === 'result') this.#pending.get(report.id)?.settle({ ok: true, payload: report.payload });
    else if (report.kind === 'error')
      this.#pending.get(report.id)?.settle({ ok: false, error: report.error });
    else if (report.kind === 'init-failed') this.#lastFailure = { ok: false, error: report.error };
    else if (report.kind === 'alive') clearTimeout(this.#aliveTimer);
  }

  #timeOut(id: string): void {
    const seconds = (this.#options.timeoutMs / 1000).toFixed(2);
    this.#pending.get(id)?.settle(failed('Sandbox.Timedout', `Task timed out after ${seconds} seconds`));
    if (!this.#options.shared) return this.kill();
    clearTimeout(this.#aliveTimer);
    this.#aliveTimer = setTimeout(() => this.kill(), aliveWithinMs);
    this.#process.send({ kind: 'are-you-alive' });
    return undefined;
  }

  #exit(description: string): string {
    clearTimeout(this.#aliveTimer);
    this.#lastFailure ??= failed('Runtime.ExitError', `Runtime exited: ${description}`);
    for (const pending of this.#pending.values()) pending.settle(this.#lastFailure);
    return description;
  }
}
