import { createInFlightGate } from '../../../core/chat/in-flight-gate';

const entered = (way: ReturnType<ReturnType<typeof createInFlightGate>['enter']>): (() => void) => {
  if (typeof way === 'string') throw new Error(`not let in: ${way}`);
  return way;
};

describe('in-flight gate', () => {
  test('lets in as many as the limit, and the next when one has left', () => {
    const gate = createInFlightGate(() => 2);
    const leave = entered(gate.enter());
    entered(gate.enter());
    expect(gate.enter()).toBe('full');
    leave();
    expect(typeof gate.enter()).toBe('function');
  });

  test('leaving twice makes one place, not two', () => {
    const gate = createInFlightGate(() => 1);
    const leave = entered(gate.enter());
    leave();
    leave();
    entered(gate.enter());
    expect(gate.enter()).toBe('full');
  });

  test('follows a limit that operators move', () => {
    let limit = 1;
    const gate = createInFlightGate(() => limit);
    entered(gate.enter());
    expect(gate.enter()).toBe('full');
    limit = 2;
    expect(typeof gate.enter()).toBe('function');
  });

  test('closed, it lets nobody in, and says when the last one has left', async () => {
    const gate = createInFlightGate(() => 5);
    const leave = entered(gate.enter());
    gate.close();
    expect(gate.enter()).toBe('closed');
    let empty = false;
    const waiting = gate.empty().then(() => {
      empty = true;
    });
    await Promise.resolve();
    expect(empty).toBe(false);
    leave();
    await waiting;
    expect(gate.inFlight()).toBe(0);
  });
});
