import { type Fault, shortly } from './fault';
import { standInFault } from './stand-in-fault';

/** Models that are asked too much, and models that take their time. */
export const slowOrThrottledModels: readonly Fault[] = [
  standInFault(
    {
      name: 'throttling storm',
      summary: 'Bedrock throttles seven of ten calls in every region',
      seconds: 8,
      recoversWithin: { chat: 5, jobs: 30 },
      answersAtLeast: 0.3,
    },
    { kind: 'throttle', settings: () => ({ probability: 0.7, retryAfterSeconds: 1 }) },
  ),
  standInFault(
    {
      name: 'slow models',
      summary: 'every model begins 1.2 s later, in every region',
      seconds: 8,
      recoversWithin: shortly,
      // A first token in more than six tenths of the model's time is looked for in the next region, which is as slow.
      answersAtLeast: 0.6,
    },
    { kind: 'slow', settings: () => ({ delayMs: 1200 }) },
  ),
];
