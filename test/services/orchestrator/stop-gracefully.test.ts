import { ignoreMetrics } from '../../../core/observability/metrics-recorder';
import { createAdmission } from '../../../services/orchestrator/server/admission';
import { stopGracefully } from '../../../services/orchestrator/stop-gracefully';
import { createFakeTime } from '../../support/fake-time';

const setUp = (overrides: Partial<Parameters<typeof stopGracefully>[0]> = {}) => {
  const time = createFakeTime();
  const startedAt = time.now();
  const events: string[] = [];
  const log = (event: string) => events.push(`${event} ${time.now() - startedAt}`);
  const admission = createAdmission({ limit: () => 10, lagMs: () => 0, record: ignoreMetrics });
  const stopped = stopGracefully({
    stopTimeoutMs: 40_000,
    admission,
    announce: () => log('announced'),
    abortCalls: () => log('aborted'),
    closeServer: async () => void log('closed'),
    flush: async () => void log('flushed'),
    delay: time.delay,
    ...overrides,
  }).then(() => log('stopped'));
  return { time, events, admission, stopped };
};

describe('a task that is told to stop', () => {
  test('takes calls while the load balancer learns of it, then no more', async () => {
    const { time, events, admission } = setUp();
    await time.advance(4_999);
    expect(events).toEqual(['announced 0']);
    admission.admit(Buffer.alloc(0)).leave();
    await time.advance(1);
    expect(() => admission.admit(Buffer.alloc(0))).toThrow('The process is stopping');
    expect(events).toEqual(['announced 0', 'aborted 5000', 'closed 5000', 'flushed 5000', 'stopped 5000']);
  });

  test('finishes what is in flight before it closes', async () => {
    const { time, events, admission } = setUp();
    const { leave } = admission.admit(Buffer.alloc(0));
    await time.advance(20_000);
    expect(events).toEqual(['announced 0']);
    leave();
    await time.advance(1);
    expect(events).toContain('stopped 20000');
  });

  test('apologises to who still waits when the time is nearly up', async () => {
    const { time, events, admission } = setUp();
    admission.admit(Buffer.alloc(0));
    await time.advance(32_000);
    expect(events).toEqual(['announced 0', 'aborted 32000']);
    await time.advance(4_000);
    expect(events).toContain('stopped 36000');
  });

  test('ends before it is killed, whatever hangs', async () => {
    const never = () => new Promise<void>(() => undefined);
    const { time, events, admission } = setUp({ closeServer: never, flush: never });
    admission.admit(Buffer.alloc(0));
    await time.advance(38_000);
    expect(events.at(-1)).toBe('stopped 38000');
  });
});
