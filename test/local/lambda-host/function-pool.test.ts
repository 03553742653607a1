import {
  type EnvironmentProcess,
  ExecutionEnvironment,
} from '../../../local/lambda-host/execution-environment';
import type { FunctionDefinition } from '../../../local/lambda-host/function-definition';
import { FunctionPool } from '../../../local/lambda-host/function-pool';

interface Sent {
  readonly id: string;
  readonly event: string;
}

/** A process that does nothing of its own: the test answers for it. */
class FakeProcess implements EnvironmentProcess {
  readonly pid = 1;
  readonly sent: Sent[] = [];
  killed = false;
  #message: (message: unknown) => void = () => undefined;
  #exit: (description: string) => void = () => undefined;
  send(message: object): void {
    this.sent.push(message as Sent);
  }
  kill(): void {
    this.killed = true;
    this.#exit('was ended by SIGKILL');
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  onExit(listener: (description: string) => void): void {
    this.#exit = listener;
  }
  tell(message: object): void {
    this.#message(message);
  }
  answer(index: number, payload: string): void {
    this.tell({ kind: 'result', id: this.sent[index]?.id, payload });
  }
}

const definition = (over: Partial<FunctionDefinition> = {}): FunctionDefinition => ({
  name: 'enrichment-consumer',
  bundle: '/bundle.js',
  timeoutSeconds: 60,
  maxEnvironments: 2,
  shared: false,
  warm: false,
  environment: {},
  ...over,
});

const newPool = (over: Partial<FunctionDefinition> = {}, loads = true) => {
  const processes: FakeProcess[] = [];
  const lines: string[] = [];
  const delays: number[] = [];
  const { shared, timeoutSeconds } = definition(over);
  const pool = new FunctionPool(definition(over), {
    start: () => {
      const process = new FakeProcess();
      processes.push(process);
      const environment = new ExecutionEnvironment(process, {
        timeoutMs: timeoutSeconds * 1000,
        shared,
        now: () => 0,
      });
      if (loads) process.tell({ kind: 'ready' });
      return environment;
    },
    delay: async (ms) => {
      delays.push(ms);
    },
    onChange: (line) => {
      if (line !== undefined) lines.push(line);
    },
  });
  return { pool, processes, lines, delays };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('events run side by side in an environment each, up to the limit, and the next waits its turn', async () => {
  const { pool, processes } = newPool();
  const answers = ['1', '2', '3'].map((event) => pool.invoke(event));
  await settled();
  expect(processes.map(({ sent }) => sent.map(({ event }) => event))).toEqual([['1'], ['2']]);
  processes[1]?.answer(0, '"second"');
  await settled();
  expect(processes[1]?.sent.map(({ event }) => event)).toEqual(['2', '3']);
  processes[0]?.answer(0, '"first"');
  processes[1]?.answer(1, '"third"');
  expect(await Promise.all(answers)).toEqual([
    { ok: true, payload: '"first"' },
    { ok: true, payload: '"second"' },
    { ok: true, payload: '"third"' },
  ]);
});

test('a shared environment runs many events at once', async () => {
  const { pool, processes } = newPool({ shared: true, maxEnvironments: 1 });
  const answers = ['1', '2', '3'].map((event) => pool.invoke(event));
  await settled();
  expect(processes[0]?.sent).toHaveLength(3);
  for (const index of [2, 0, 1]) processes[0]?.answer(index, String(index));
  expect(await Promise.all(answers)).toEqual(
    [0, 1, 2].map((index) => ({ ok: true, payload: String(index) })),
  );
});

test('whoever waits for a process that dies hears of it, and the next event gets a new process', async () => {
  const { pool, processes, lines } = newPool();
  const lost = pool.invoke('1');
  await settled();
  processes[0]?.kill();
  expect(await lost).toEqual({
    ok: false,
    error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited: was ended by SIGKILL' },
  });
  await settled();
  expect(lines).toEqual(['enrichment-consumer was ended by SIGKILL; ready for a new start in 200 ms']);
  const next = pool.invoke('2');
  await settled();
  processes[1]?.answer(0, 'null');
  expect(await next).toEqual({ ok: true, payload: 'null' });
});

test('a bundle that does not load is tried again after growing pauses, and its error is the answer', async () => {
  const { pool, processes, delays } = newPool({}, false);
  for (const index of [0, 1, 2]) {
    const answer = pool.invoke('1');
    await settled();
    processes[index]?.tell({
      kind: 'init-failed',
      error: { errorType: 'TypeError', errorMessage: 'no handler' },
    });
    processes[index]?.kill();
    expect(await answer).toEqual({
      ok: false,
      error: { errorType: 'TypeError', errorMessage: 'no handler' },
    });
    await settled();
  }
  expect(delays).toEqual([200, 400, 800]);
});

test('the time that a bundle takes to load is not the function’s', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  const { pool, processes } = newPool({ timeoutSeconds: 3 }, false);
  const answer = pool.invoke('1');
  await settled();
  jest.advanceTimersByTime(9000);
  processes[0]?.tell({ kind: 'ready' });
  await settled();
  jest.advanceTimersByTime(2000);
  processes[0]?.answer(0, 'null');
  expect(await answer).toEqual({ ok: true, payload: 'null' });
  jest.useRealTimers();
});

test('a bundle that loads slowly on a busy machine goes on loading, for as long as Lambda would load it again', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  const { pool, processes } = newPool({ timeoutSeconds: 60 }, false);
  const answer = pool.invoke('1');
  await settled();
  jest.advanceTimersByTime(65_000);
  expect(processes[0]?.killed).toBe(false);
  jest.advanceTimersByTime(6000);
  expect(await answer).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
  jest.useRealTimers();
});

test('a warm function is started again by itself', async () => {
  const { pool, processes } = newPool({ warm: true });
  await pool.warmUp();
  processes[0]?.kill();
  await settled();
  expect(processes).toHaveLength(2);
});

test('a closed pool kills its processes and starts none', async () => {
  const { pool, processes, lines } = newPool({ warm: true });
  void pool.warmUp();
  pool.close();
  await settled();
  expect([processes.length, processes[0]?.killed, lines]).toEqual([1, true, []]);
});

describe('a handler that answers too late', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const timedOut = (seconds: string) => ({
    ok: false,
    error: { errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${seconds} seconds` },
  });

  test('is killed, and the event has timed out', async () => {
    const { pool, processes } = newPool({ timeoutSeconds: 3 });
    const answer = pool.invoke('1');
    await settled();
    jest.advanceTimersByTime(3000);
    expect(await answer).toEqual(timedOut('3.00'));
    expect(processes[0]?.killed).toBe(true);
  });

  test('leaves the other events of a shared environment alone while that one is alive', async () => {
    const { pool, processes } = newPool({ timeoutSeconds: 3, shared: true });
    const late = pool.invoke('1');
    await settled();
    jest.advanceTimersByTime(2000);
    const other = pool.invoke('2');
    await settled();
    jest.advanceTimersByTime(1000);
    expect(await late).toEqual(timedOut('3.00'));
    processes[0]?.tell({ kind: 'alive' });
    jest.advanceTimersByTime(1500);
    processes[0]?.answer(1, 'null');
    expect(await other).toEqual({ ok: true, payload: 'null' });
    expect(processes[0]?.killed).toBe(false);
  });

  test('takes a shared environment with it that no longer answers at all', async () => {
    const { pool, processes } = newPool({ timeoutSeconds: 3, shared: true });
    const late = pool.invoke('1');
    await settled();
    jest.advanceTimersByTime(3000);
    expect(await late).toEqual(timedOut('3.00'));
    jest.advanceTimersByTime(1000);
    expect(processes[0]?.killed).toBe(true);
  });
});
