import { sendUntilAnswered } from '../load/customer';
import { patientGuest } from '../load/patient-guest';
import { markedQuestion, markOf } from '../load/questions';
import { restDoor } from '../load/rest-door';
import { load as steadyLoad } from '../load/start-load';
import type { Fault } from './fault';

/** Times the number of customers that are there otherwise, each with a message at the same moment. */
const factor = 20;

export const burst: Fault = {
  name: `${factor}× burst`,
  summary: `${factor} times as many customers ask at the same moment; half of them may be answered later`,
  seconds: 8,
  recoversWithin: { chat: 15, jobs: 30 },
  answersAtLeast: 0.05,
  begin: async ({ load, system, random }) => {
    const { gateway } = system.describe();
    const customers = factor * (steadyLoad.restCustomers + steadyLoad.socketCustomers);
    const ask = async (): Promise<void> => {
      const number = load.newCustomer();
      const { token, principalId } = await patientGuest(gateway);
      const mark = markOf(number, 1);
      const conversation = `burst-${number}`;
      const message = {
        requestId: `${conversation}-1`,
        principalId,
        conversation,
        position: 1,
        text: markedQuestion(random, mark),
        mark,
        mayWait: number % 2 === 0,
      };
      const client = restDoor(gateway, token);
      await sendUntilAnswered({ door: 'rest', client, ledger: load.ledger }, message, undefined);
    };
    const asking = Promise.all(Array.from({ length: customers }, ask));
    return async () => {
      await asking;
      return [];
    };
  },
};
