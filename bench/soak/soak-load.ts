import { Agent } from 'node:http';
import { type BurstSchedule, dueBy } from './burst-schedule';
import { converse, type Door, type Outcome, ShedError } from './customer';
import { openRestDoor } from './rest-door';
import { openSocketDoor } from './socket-door';

/** Messages of one conversation. */
const turns = 4;
/** Customers at once, beyond which new ones are not sent: what waits here says nothing about the system. */
const maxCustomers = 3000;

export interface LoadCount {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Messages that were due while too many were waiting. */
  readonly notSent: number;
  /** How often each failure was seen. */
  readonly failures: Readonly<Record<string, number>>;
}

export interface SoakLoad {
  count(): LoadCount;
  /** Starts no more conversations, and waits for those that go on. */
  stop(): Promise<void>;
}

/**
 * Conversations that begin by a schedule, however long the ones before take; rates are messages a second.
 * Of a hundred customers `socketPercent` open a socket, the others come by REST.
 */
export const startSoakLoad = (gateway: string, schedule: BurstSchedule, socketPercent: number): SoakLoad => {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const outcomes: Record<Outcome, number> = { answered: 0, shed: 0, failed: 0 };
  const failures: Record<string, number> = {};
  const running = new Set<Promise<void>>();
  let begun = 0;
  let notSent = 0;

  const count = (outcome: Outcome, note: string, messages = 1): void => {
    outcomes[outcome] += messages;
    if (outcome === 'failed') failures[note] = (failures[note] ?? 0) + messages;
  };
  const open = (customer: number): Promise<Door> =>
    (customer * 37) % 100 < socketPercent ? openSocketDoor(agent, gateway) : openRestDoor(agent, gateway);
  const conversation = async (customer: number): Promise<void> => {
    let door: Door;
    try {
      door = await open(customer);
    } catch (error) {
      if (error instanceof ShedError) return count('shed', '', turns);
      return count('failed', error instanceof Error ? error.message : String(error), turns);
    }
    await converse(door, customer, turns, count);
  };
  const begin = (): void => {
    const customer = begun;
    begun += 1;
    if (running.size >= maxCustomers) {
      notSent += turns;
      return;
    }
    const going = conversation(customer).finally(() => running.delete(going));
    running.add(going);
  };
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(dueBy(schedule, (performance.now() - startedAt) / 1000) / turns);
    for (let waiting = due - begun; waiting > 0; waiting -= 1) begin();
  }, 10);

  return {
    count: () => ({ outcomes: { ...outcomes }, notSent, failures: { ...failures } }),
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
      agent.destroy();
    },
  };
};
