import { refusals, type ServiceFaults } from '../../local/emulators/service-faults';
import { failuresSeen } from './failures-seen';
import { type Fault, shortly } from './fault';
import { switchedFault } from './switched-fault';

const serviceFault = (
  fault: Omit<Fault, 'begin'>,
  faults: ServiceFaults,
  struck?: typeof failuresSeen,
): Fault =>
  switchedFault(fault, {
    on: ({ emulators }) => emulators.faults(faults),
    off: ({ emulators }) => emulators.faults({}),
    ...(struck && { struck }),
  });

const dynamoDb = (name: string, refuse: keyof typeof refusals.dynamodb): Fault =>
  serviceFault(
    {
      name: `DynamoDB ${name}`,
      summary: `every call is answered with ${refusals.dynamodb[refuse].type}`,
      seconds: 5,
      recoversWithin: { chat: 5, jobs: 20 },
      answersAtLeast: 0,
      touchesStore: true,
    },
    { dynamodb: { refuse } },
    failuresSeen,
  );

/** DynamoDB and SQS out of order, over their limits, or slow. */
export const storesRefusing: readonly Fault[] = [
  dynamoDb('refusing', 'unavailable'),
  dynamoDb('throttling', 'throttled'),
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
      summary: `every call is answered with ${refusals.sqs.unavailable.type}`,
      seconds: 8,
      recoversWithin: { chat: 2, jobs: 20 },
      answersAtLeast: 0.95,
    },
    { sqs: { refuse: 'unavailable' } },
  ),
];
