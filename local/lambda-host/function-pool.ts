import { restartDelayMs } from '../process/restart-delay';
import type { ExecutionEnvironment } from './execution-environment';
import type { FunctionDefinition } from './function-definition';
import type { InvocationOutcome } from './invocation';

interface Dependencies {
  readonly start: () => ExecutionEnvironment;
  readonly delay: (ms: number) => Promise<void>;
  /** Told when processes come and go, with a line for the log where there is something to say. */
  readonly onChange: (line?: string) => void;
}

type Waiting = (environment: ExecutionEnvironment) => void;

/** The execution environments of one function: each event goes to a free one, to a new one, or waits its turn. */
export class FunctionPool {
  readonly #definition: FunctionDefinition;
  readonly #dependencies: Dependencies;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #waiting: Waiting[] = [];
  #failures = 0;
  #restarting = false;
  #closed = false;

  constructor(definition: FunctionDefinition, dependencies: Dependencies) {
    this.#definition = definition;
    this.#dependencies = dependencies;
  }

  get environments(): readonly ExecutionEnvironment[] {
    return [...this.#environments];
  }

  /** Starts the first environment of a warm function; resolves when its bundle is loaded, or has failed to load. */
  async warmUp(): Promise<void> {
    if (this.#definition.warm && this.#environments.size === 0)
      await this.#start().ready.catch(() => undefined);
  }

  async invoke(event: string): Promise<InvocationOutcome> {
    const environment = this.#free() ?? (await this.#wait());
    const outcome = await environment.invoke(event);
    this.#next();
    return outcome;
  }

  close(): void {
    this.#closed = true;
    for (const environment of this.#environments) environment.kill();
  }

  #free(): ExecutionEnvironment | undefined {
    const { shared, maxEnvironments } = this.#definition;
    const free = this.environments.find((each) => each.usable && (shared || each.busy === 0));
    if (free !== undefined) return free;
    if (this.#environments.size >= maxEnvironments || this.#restarting) return undefined;
    return this.#start();
  }

  #wait(): Promise<ExecutionEnvironment> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Gives what is free to whoever waits. One is taken at a time: the invocation that got it starts before the next look. */
  #next(): void {
    const free = this.#waiting.length === 0 ? undefined : this.#free();
    if (free === undefined) return;
    this.#waiting.shift()?.(free);
    setImmediate(() => this.#next());
  }

  #start(): ExecutionEnvironment {
    const environment = this.#dependencies.start();
    this.#environments.add(environment);
    this.#dependencies.onChange();
    environment.ready.then(
      () => {
        this.#failures = 0;
      },
      () => undefined,
    );
    void environment.exited.then((description) => this.#gone(environment, description));
    return environment;
  }

  async #gone(environment: ExecutionEnvironment, description: string): Promise<void> {
    this.#environments.delete(environment);
    if (this.#closed) return;
    const ms = restartDelayMs(this.#failures);
    this.#failures += 1;
    this.#dependencies.onChange(`${this.#definition.name} ${description}; ready for a new start in ${ms} ms`);
    this.#restarting = true;
    await this.#dependencies.delay(ms);
    this.#restarting = false;
    if (this.#definition.warm && this.#environments.size === 0 && !this.#closed) this.#start();
    this.#next();
  }
}
