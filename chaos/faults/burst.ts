import { newGuest, patientTries } from '../clients/guest';
import { restClient } from '../clients/rest-client';
import { sendUntilAnswered } from '../load/customer';
import type { DoorClient } from '../load/door-client';
import type { Door } from '../load/ledger';
import { markedQuestion, markOf } from '../load/questions';
import { SocketDoor } from '../load/socket-door';
import { load as steadyLoad } from '../load/start-load';
import type { Fault, World } from './fault';

/** Times the number of customers that are there otherwise, each with a message at the same moment. */
const factor = 20;

/** A customer with a token; answers how to ask. */
const comeIn = async ({ load, system, random }: World, index: number): Promise<() => Promise<void>> => {
  const { gateway } = system.describe();
  const { ledger } = load;
  // Each frame is a connection of its own to the orchestrator, which accepts one at a time: more of them wait past the bridge's time.
  const door: Door = index % 4 === 3 ? 'socket' : 'rest';
  const number = load.newCustomer();
  const customer = `burst-${number}`;
  const mark = markOf(number, 1);
  const text = markedQuestion(random, mark);
  const { token, principalId } = await newGuest(gateway, patientTries);
  const client: DoorClient =
    door === 'rest'
      ? restClient(gateway, token)
      : new SocketDoor({ gateway, token, customer, strays: ledger.strays, drops: () => false });
  const message = {
    requestId: `${customer}-1`,
    principalId,
    conversation: customer,
    position: 1,
    text,
    mark,
    mayWait: index % 2 === 0,
  };
  return async () => {
    await sendUntilAnswered({ door, client, ledger }, message, undefined);
    client.close?.();
  };
};

export const burst: Fault = {
  name: `${factor}× burst`,
  summary: `${factor} times as many customers ask at the same moment, a quarter of them on sockets; half of them may be answered later`,
  seconds: 8,
  recoversWithin: { chat: 15, jobs: 30 },
  answersAtLeast: 0.05,
  // The emulated one has one thread, and does not come to everything in time.
  touchesStore: true,
  begin: async (world) => {
    const customers = factor * (steadyLoad.restCustomers + steadyLoad.socketCustomers);
    const all = await Promise.all(Array.from({ length: customers }, (_, index) => comeIn(world, index)));
    const asking = Promise.all(all.map((ask) => ask()));
    return async () => {
      await asking;
      return [];
    };
  },
};
