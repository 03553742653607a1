import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type QueuePolicy, queueName, queuePolicies } from '../../contracts/queue-policies';
import { releasePath } from '../emulators/queue-release';
import { localEnvironment } from '../local-environment';
import { listenOnLoopback } from '../process/listen-on-loopback';
import { reportChildren } from '../process/report-children';
import { reportReady } from '../process/report-ready';
import { stopOnSignal } from '../process/stop-on-signal';
import { startPollers } from '../queue-poller/start-pollers';
import { systemAddresses } from '../system-addresses';
import { readSystemPlan } from '../system-plan';
import { ExecutionEnvironment } from './execution-environment';
import { forkEnvironment } from './fork-environment';
import type { FunctionDefinition } from './function-definition';
import { functionDefinitions } from './function-definitions';
import { FunctionPool } from './function-pool';
import { invokeApi } from './invoke-api';

/** The Lambda service of this machine: every function's execution environments, Invoke, and the event source mapping. */
const plan = readSystemPlan(process.env);
const folders = { dist: plan.distFolder, logs: join(plan.dataFolder, 'logs') };
const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

const startEnvironment = (definition: FunctionDefinition): ExecutionEnvironment =>
  new ExecutionEnvironment(forkEnvironment(definition, folders), {
    timeoutMs: definition.timeoutSeconds * 1000,
    shared: definition.shared,
    now: Date.now,
  });

const reportPools = (): void => {
  const pids = [...pools].flatMap(([name, pool]) =>
    pool.environments.map(({ pid }, index) => [index === 0 ? name : `${name}-${index + 1}`, pid] as const),
  );
  reportChildren(pids);
};

const pools = new Map(
  functionDefinitions(plan, process.env).map((definition) => [
    definition.name,
    new FunctionPool(definition, {
      start: () => startEnvironment(definition),
      delay,
      onChange: (line) => {
        if (line !== undefined) log(line);
        reportPools();
      },
    }),
  ]),
);

/** What a poller of a run before had in hand when it was killed. */
const releaseInFlight = async (messaging: string, policy: QueuePolicy): Promise<void> => {
  try {
    await fetch(`${messaging}${releasePath}/${queueName(localEnvironment, policy)}`, { method: 'POST' });
  } catch (error) {
    log(`messages in flight were not released: ${String(error)}`);
  }
};

const main = async (): Promise<void> => {
  const server = createServer(
    invokeApi({ find: (name) => pools.get(name)?.invoke.bind(pools.get(name)), delay, log }),
  );
  server.keepAliveTimeout = 600_000;
  await listenOnLoopback(server, plan.ports.functions);
  await Promise.all([...pools.values()].map((pool) => pool.warmUp()));

  const addresses = systemAddresses(plan);
  await releaseInFlight(addresses.messaging, queuePolicies.enrichment);
  const pollers = startPollers({
    policy: queuePolicies.enrichment,
    queueUrl: addresses.resources.queues.enrichment.url,
    endpoint: addresses.messaging,
    invoke: async (event) => {
      const pool = pools.get('enrichment-consumer');
      if (pool === undefined) throw new Error('There is no function enrichment-consumer.');
      return pool.invoke(event);
    },
    log,
  });
  reportReady();
  stopOnSignal(async () => {
    await pollers.stop();
    for (const pool of pools.values()) pool.close();
  });
};

void main();
