import { stopTimeoutSeconds } from '../../local/entry-point-environments';
import type { Attempt } from '../load/ledger';
import { isFailure } from '../schedule/chat-recovery';
import { timeStop } from '../system/time-stop';
import type { Fault, Findings } from './fault';

const services = ['orchestrator', 'deferred-consumer'] as const;

/** What was sent before the chat was asked to end, and was not answered: it takes calls for a moment more, and finishes them. */
export const cutShort = (attempts: readonly Attempt[], stoppedAt: number): Findings => {
  const underWay = attempts.filter(({ sentAt, endedAt }) => sentAt < stoppedAt && endedAt > stoppedAt);
  if (underWay.length === 0) return ['nothing was under way that could be finished'];
  return underWay
    .filter(isFailure)
    .map(
      ({ message, door, outcome }) =>
        `${message.requestId} (${door}) was under way when the chat was asked to end: ${JSON.stringify(outcome)}`,
    );
};

/** As a deployment stops them. */
export const servicesStopped: Fault = {
  name: 'services stopped',
  summary: `SIGTERM to the ${services.join(' and the ')}: each finishes what it has begun`,
  ends: services,
  seconds: 8,
  recoversWithin: { chat: 5, jobs: 15 },
  answersAtLeast: 0.3,
  begin: async ({ system, load }) => {
    const late: string[] = [];
    const stoppedAt = Date.now();
    for (const name of services) {
      const seconds = (await timeStop(system, name)) / 1000;
      if (seconds > stopTimeoutSeconds)
        late.push(`${name} took ${seconds.toFixed(1)} s to end, it has ${stopTimeoutSeconds}`);
    }
    return async () => [...late, ...cutShort(load.ledger.attempts, stoppedAt)];
  },
};
