import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault';

const pauseMs = 1_200;

/** Signals one process after the other, in an order that the seed decides. */
const processesEnd = (
  signal: 'SIGKILL' | 'SIGTERM',
  fault: Omit<Fault, 'begin'> & { readonly ends: readonly string[] },
): Fault => ({
  ...fault,
  begin: async ({ system, random }) => {
    const order = fault.ends
      .map((name) => ({ name, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ name }) => name);
    const missed: string[] = [];
    for (const name of order) {
      if (system.signal(name, signal) === 0) missed.push(`there was no process ${name} to send ${signal}`);
      await delay(pauseMs);
    }
    return async () => missed;
  },
});

/** Every environment of a function loads again; what a dead consumer held comes back after its visibility timeout. */
const ofAllProcesses = { chat: 15, jobs: 45 } as const;

/** Processes that die, and processes that are asked to end. */
export const processesEnded: readonly Fault[] = [
  processesEnd('SIGKILL', {
    name: 'chat killed',
    summary: 'SIGKILL to the orchestrator, the socket bridge and the authorizer',
    ends: ['orchestrator', 'socket-bridge', 'authorizer'],
    seconds: 2,
    recoversWithin: ofAllProcesses,
    answersAtLeast: 0,
  }),
  processesEnd('SIGKILL', {
    name: 'consumers killed',
    summary: 'SIGKILL to the consumers of both queues',
    ends: ['enrichment-consumer', 'deferred-consumer'],
    seconds: 2,
    recoversWithin: ofAllProcesses,
    answersAtLeast: 0.9,
  }),
  processesEnd('SIGKILL', {
    name: 'functions killed',
    summary: 'SIGKILL to the host of all functions',
    ends: ['lambda-host'],
    seconds: 2,
    recoversWithin: ofAllProcesses,
    answersAtLeast: 0,
  }),
  processesEnd('SIGKILL', {
    name: 'gateway killed',
    summary: 'SIGKILL to the gateway: every connection breaks',
    ends: ['gateway'],
    seconds: 2,
    recoversWithin: ofAllProcesses,
    answersAtLeast: 0,
    breaksConnections: true,
  }),
  processesEnd('SIGKILL', {
    name: 'store killed',
    summary: 'SIGKILL to DynamoDB, SQS and SNS',
    ends: ['emulators'],
    seconds: 2,
    recoversWithin: ofAllProcesses,
    answersAtLeast: 0,
  }),
  processesEnd('SIGTERM', {
    name: 'all asked to end',
    summary: 'SIGTERM to the services, the host of the functions and the gateway',
    ends: ['orchestrator', 'deferred-consumer', 'lambda-host', 'gateway'],
    seconds: 2,
    recoversWithin: ofAllProcesses,
    answersAtLeast: 0,
    breaksConnections: true,
  }),
];
