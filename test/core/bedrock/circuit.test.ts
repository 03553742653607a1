import { Circuit } from '../../../core/bedrock/circuit';

const minute = 60_000;

const circuitAt = (start = 0) => {
  let time = start;
  const circuit = new Circuit(
    () => time,
    () => 0,
    () => undefined,
  );
  return {
    circuit,
    advance: (ms: number) => {
      time += ms;
    },
    /** Cooldown of an open circuit, in ms. */
    coolDown: () => (circuit.view().nextProbeAt ?? Number.NaN) - time,
  };
};

const failProbe = (circuit: Circuit): void =>
  circuit.fail(circuit.admit(), 'outage', 'certain', 'still down');

test('cools down for 60, 120, 240, 480, 600 and 600 seconds while every probe fails', () => {
  const { circuit, advance, coolDown } = circuitAt();
  const seconds: number[] = [];
  circuit.fail(circuit.admit(), 'outage', 'certain', 'down');
  for (let probe = 0; probe < 6; probe += 1) {
    seconds.push(coolDown() / 1000);
    advance(coolDown());
    failProbe(circuit);
  }
  expect(seconds).toEqual([60, 120, 240, 480, 600, 600]);
});

test('a model over its quota cools down for 5, 10, 20, 40, 60 and 60 seconds', () => {
  const { circuit, advance, coolDown } = circuitAt();
  const seconds: number[] = [];
  circuit.fail(circuit.admit(), 'throttle', 'certain', 'ThrottlingException');
  for (let probe = 0; probe < 6; probe += 1) {
    seconds.push(coolDown() / 1000);
    advance(coolDown());
    circuit.fail(circuit.admit(), 'throttle', 'certain', 'ThrottlingException');
  }
  expect(seconds).toEqual([5, 10, 20, 40, 60, 60]);
});

test('one good call does not take the escalation back', () => {
  const { circuit, advance, coolDown } = circuitAt();
  circuit.fail(circuit.admit(), 'outage', 'certain', 'down');
  advance(minute);
  failProbe(circuit);
  expect(coolDown()).toBe(2 * minute);
  advance(2 * minute);
  circuit.succeed(circuit.admit());
  expect(circuit.view().state).toBe('closed');
  for (let failure = 0; failure < 3; failure += 1) circuit.fail('normal', 'outage', 'certain', 'down again');
  expect(coolDown()).toBe(4 * minute);
});

test('ten clean minutes after a recovery take one step back, not all of them', () => {
  const { circuit, advance, coolDown } = circuitAt();
  circuit.fail(circuit.admit(), 'outage', 'certain', 'down');
  advance(minute);
  failProbe(circuit);
  advance(2 * minute);
  circuit.succeed(circuit.admit());
  advance(10 * minute);
  circuit.fail('normal', 'outage', 'certain', 'down again');
  expect(coolDown()).toBe(2 * minute);
});

test('cooldowns are up to a tenth shorter by chance, and never longer', () => {
  const circuit = new Circuit(
    () => 0,
    () => 0.999,
    () => undefined,
  );
  circuit.fail(circuit.admit(), 'outage', 'certain', 'down');
  expect(circuit.view().nextProbeAt).toBeCloseTo(54_006, 0);
});

test('waits as long as the service asks for, however often it asks', () => {
  const { circuit, advance, coolDown } = circuitAt();
  circuit.fail(circuit.admit(), 'throttle', 'certain', 'ThrottlingException', 90_000);
  expect(coolDown()).toBe(90_000);
  advance(90_000);
  circuit.fail(circuit.admit(), 'throttle', 'certain', 'ThrottlingException', 7000);
  expect(coolDown()).toBe(7000);
});

test('half-open lets exactly one probe through, and the next only when that one is settled', () => {
  const { circuit, advance } = circuitAt();
  circuit.fail(circuit.admit(), 'outage', 'certain', 'down');
  expect(circuit.availability()).toBe('no');
  advance(minute);
  expect(circuit.view().state).toBe('half-open');
  expect(circuit.availability()).toBe('probe');
  const ticket = circuit.admit();
  expect(circuit.availability()).toBe('no');
  circuit.release(ticket);
  expect(circuit.availability()).toBe('probe');
});

describe('while it closes and opens', () => {
  test('a straggler that was asked before neither closes nor escalates it', () => {
    const { circuit, coolDown } = circuitAt();
    const straggler = circuit.admit();
    circuit.fail('normal', 'outage', 'certain', 'down');
    circuit.fail(straggler, 'outage', 'certain', 'down');
    expect(coolDown()).toBe(minute);
    circuit.succeed(straggler);
    expect(circuit.view().state).toBe('open');
  });

  test('one failure among successes does not open it, three in a row do', () => {
    const { circuit } = circuitAt();
    circuit.succeed('normal');
    circuit.fail('normal', 'outage', 'certain', '500');
    circuit.fail('normal', 'outage', 'certain', '500');
    circuit.succeed('normal');
    circuit.fail('normal', 'outage', 'certain', '500');
    circuit.fail('normal', 'outage', 'certain', '500');
    expect(circuit.view().state).toBe('closed');
    circuit.fail('normal', 'outage', 'certain', '500');
    expect(circuit.view().state).toBe('open');
  });

  test('one failure opens it when no success is known for a minute', () => {
    const { circuit, advance } = circuitAt();
    circuit.succeed('normal');
    advance(minute + 1);
    circuit.fail('normal', 'outage', 'certain', '503');
    expect(circuit.view().state).toBe('open');
  });

  test('what is only suspect never opens it on one request alone', () => {
    const { circuit } = circuitAt();
    circuit.fail('normal', 'outage', 'suspect', 'ModelTimeoutException');
    circuit.fail('normal', 'outage', 'suspect', 'ModelTimeoutException');
    expect(circuit.view().state).toBe('closed');
    circuit.fail('normal', 'outage', 'suspect', 'ModelTimeoutException');
    expect(circuit.view()).toMatchObject({ state: 'open', reason: 'ModelTimeoutException' });
  });
});

test('a quarantine is named as such, lasts ten minutes, and ends with a good probe', () => {
  const { circuit, advance } = circuitAt();
  circuit.fail('normal', 'quarantine', 'certain', 'AccessDeniedException');
  expect(circuit.view()).toEqual({
    state: 'quarantined',
    since: 0,
    reason: 'AccessDeniedException',
    nextProbeAt: 10 * minute,
  });
  advance(10 * minute);
  circuit.succeed(circuit.admit());
  expect(circuit.view()).toEqual({ state: 'closed', since: 10 * minute, reason: 'answered again' });
});
