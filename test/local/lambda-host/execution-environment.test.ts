import { ExecutionEnvironment } from '../../../local/lambda-host/execution-environment';

/** A process whose bundle loads when the test says so. */
const slowProcess = (timeoutMs = 120_000) => {
  let tell: (message: unknown) => void = () => undefined;
  let end: (description: string) => void = () => undefined;
  const sent: object[] = [];
  const environment = new ExecutionEnvironment(
    {
      pid: 1,
      send: (message) => sent.push(message),
      kill: () => end('was ended by SIGKILL'),
      onMessage: (listener) => {
        tell = listener;
      },
      onExit: (listener) => {
        end = listener;
      },
    },
    { timeoutMs, shared: false, now: Date.now },
  );
  return { environment, sent, load: () => tell({ kind: 'ready' }) };
};

describe('an execution environment that starts', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('has the time of the function beside the ten seconds of its start, so that a busy machine gets to work at all', async () => {
    const { environment, sent, load } = slowProcess();
    void environment.invoke('{}');
    await jest.advanceTimersByTimeAsync(125_000);
    expect(environment.usable).toBe(true);
    load();
    await jest.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
  });

  it('has a minute however short its function is', async () => {
    const { environment } = slowProcess(5_000);
    void environment.invoke('{}');
    await jest.advanceTimersByTimeAsync(55_000);
    expect(environment.usable).toBe(true);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(environment.usable).toBe(false);
  });

  it('is ended when it does not load in that time either, and whoever waits is told', async () => {
    const { environment } = slowProcess();
    const outcome = environment.invoke('{}');
    await jest.advanceTimersByTimeAsync(131_000);
    expect(environment.usable).toBe(false);
    await expect(outcome).resolves.toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
  });
});
