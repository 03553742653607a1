import { setTimeout as delay } from 'node:timers/promises';
import { shuffled } from '../seeded-random';
import type { Fault } from './fault';

const pauseMs = 1_200;

/** Every environment of a function loads again; what a dead consumer held comes back after its visibility timeout. */
const ofAllProcesses = { chat: 15, jobs: 45 } as const;

/** SIGKILL to one process after the other, in an order that the seed decides. */
const killed = (
  fault: Pick<Fault, 'name' | 'summary' | 'answersAtLeast' | 'breaksConnections' | 'touchesStore'> & {
    readonly ends: readonly string[];
  },
): Fault => ({
  ...fault,
  seconds: 2,
  recoversWithin: ofAllProcesses,
  begin: async ({ system, random }) => {
    const missed: string[] = [];
    for (const name of shuffled(random, fault.ends)) {
      if (system.signal(name, 'SIGKILL') === 0) missed.push(`there was no process ${name} to kill`);
      await delay(pauseMs);
    }
    return async () => missed;
  },
});

/** Processes that die. */
export const processesKilled: readonly Fault[] = [
  killed({
    name: 'chat killed',
    summary: 'SIGKILL to the orchestrator, the socket bridge and the authorizer',
    ends: ['orchestrator', 'socket-bridge', 'authorizer'],
    answersAtLeast: 0,
  }),
  killed({
    name: 'consumers killed',
    summary: 'SIGKILL to the consumers of both queues',
    ends: ['enrichment-consumer', 'deferred-consumer'],
    answersAtLeast: 0.9,
  }),
  killed({
    name: 'functions killed',
    summary: 'SIGKILL to the host of all functions',
    ends: ['lambda-host'],
    answersAtLeast: 0,
  }),
  killed({
    name: 'gateway killed',
    summary: 'SIGKILL to the gateway: every connection breaks',
    ends: ['gateway'],
    answersAtLeast: 0,
    breaksConnections: true,
  }),
  killed({
    name: 'store killed',
    summary: 'SIGKILL to DynamoDB, SQS and SNS',
    ends: ['emulators'],
    answersAtLeast: 0,
    touchesStore: true,
  }),
];
