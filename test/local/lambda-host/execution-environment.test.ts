import { ExecutionEnvironment } from '../../../local/lambda-host/execution-environment';

/** A process whose bundle loads when the test says so. */
const slowProcess = () => {
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
    { timeoutMs: 120_000, shared: false, now: Date.now },
  );
  return { environment, sent, load: () => tell({ kind: 'ready' }) };
};

describe('an execution environment that starts', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('has a minute beside the time of the function, so that a busy machine gets to work at all', async () => {
    const { environment, sent, load } = slowProcess();
    void environment.invoke('{}');
    await jest.advanceTimersByTimeAsync(170_000);
    expect(environment.usable).toBe(true);
    load();
    await jest.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
  });

  it('is ended when it does not load in that time either, and whoever waits is told', async () => {
    const { environment } = slowProcess();
    const outcome = environment.invoke('{}');
    await jest.advanceTimersByTimeAsync(180_000);
    expect(environment.usable).toBe(false);
    await expect(outcome).resolves.toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
  });
});
