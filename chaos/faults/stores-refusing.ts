import type { ServiceFaults } from '../../local/emulators/service-faults';
import { type Fault, shortly } from './fault';

const serviceFault = (fault: Omit<Fault, 'begin'>, faults: ServiceFaults): Fault => ({
  ...fault,
  begin: async ({ emulators }) => {
    await emulators.faults(faults);
    return async () => {
      await emulators.faults({});
      return [];
    };
  },
});

/** DynamoDB and SQS out of order, over their limits, or slow. */
export const storesRefusing: readonly Fault[] = [
  serviceFault(
    {
      name: 'DynamoDB refusing',
      summary: 'every call is answered with InternalServerError',
      seconds: 5,
      recoversWithin: { chat: 5, jobs: 20 },
      answersAtLeast: 0,
    },
    { dynamodb: { refuse: 'unavailable' } },
  ),
  serviceFault(
    {
      name: 'DynamoDB throttling',
      summary: 'every call is answered with ProvisionedThroughputExceededException',
      seconds: 5,
      recoversWithin: { chat: 5, jobs: 20 },
      answersAtLeast: 0,
    },
    { dynamodb: { refuse: 'throttled' } },
  ),
  serviceFault(
    {
      name: 'DynamoDB slow',
      summary: 'every call takes 150 ms longer',
      seconds: 8,
      recoversWithin: shortly,
      answersAtLeast: 0.7,
    },
    { dynamodb: { delayMs: 150 } },
  ),
  serviceFault(
    {
      name: 'SQS refusing',
      summary: 'every call is answered with ServiceUnavailable',
      seconds: 8,
      recoversWithin: { chat: 2, jobs: 20 },
      answersAtLeast: 0.95,
    },
    { sqs: { refuse: 'unavailable' } },
  ),
];
