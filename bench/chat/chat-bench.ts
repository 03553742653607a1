import { cpus } from 'node:os';
import type { BenchResult, ResultRow } from '../bench';
import { showPercentiles } from '../statistics/percentiles';
import { wholeOptions } from '../whole-options';
import { createHttpClient } from './http-client';
import { measureLatency, measureMemory, measureStore, measureThroughput } from './measure';
import { type Scenario, scenarios } from './scenarios';
import { startChatSystem } from './start-chat-system';

const usage = `npm run bench -- chat [--rate 50] [--seconds 12] [--concurrency 16] [--requests 3000] [--memory-requests 100000]
  The orchestrator behind POST /chat, with validation, sessions (dynalite) and cache on, and a model that answers at once.
  Added latency at a steady rate: that of the chat without that of the model alone, asked in the same seconds.
  Of it the emulated store's: a cached answer waits for one write to it, a new one for two; one alone is measured as well.
  Requests a second and CPU a request with so many in flight; everything, the load included, shares this machine.
  Memory of the orchestrator after many requests of all kinds.`;

const presets = { rate: 50, seconds: 12, concurrency: 16, requests: 3000, 'memory-requests': 100_000 };
const names = Object.keys(scenarios).filter((name): name is Scenario => Object.hasOwn(scenarios, name));

/** Measures the chat's own part of latency and cost. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = wholeOptions(args, presets);
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const system = await startChatSystem();
  const client = createHttpClient();
  const result: Record<string, unknown> = { ...plan, cores: cpus().length };
  const table: ResultRow[] = [];
  try {
    for (const scenario of names) {
      const warmUp = { concurrency: 4, requests: 1500, run: 'warm-up' };
      await measureThroughput(client, system, scenario, warmUp);
      const latency = await measureLatency(client, system, scenario, plan);
      const throughput = await measureThroughput(client, system, scenario, { ...plan, run: 'load' });
      result[scenario] = { latency, throughput };
      const cpu = Object.entries(throughput.cpuMsPerRequest).map(([name, ms]) => `${name} ${ms}`);
      table.push(
        {
          figure: `${scenario}: added latency at ${plan.rate} requests/s`,
          value: showPercentiles(latency.added),
        },
        {
          figure: `${scenario}: ${plan.concurrency} in flight, everything on this machine`,
          value: `${throughput.requestsPerSecond} requests/s`,
        },
        { figure: `${scenario}: CPU ms a request`, value: cpu.join(', ') },
      );
      console.log(`${scenario}
  at ${plan.rate}/s       added ${showPercentiles(latency.added)}   (chat ${showPercentiles(latency.chat)}, model ${showPercentiles(latency.model)})
  ${plan.concurrency} in flight  ${throughput.requestsPerSecond} requests/s   CPU ms a request: ${cpu.join(', ')}`);
    }
    const store = await measureStore(client, system, plan);
    result['store'] = store;
    table.push({
      figure: `store: one write to the emulator alone at ${plan.rate}/s`,
      value: showPercentiles(store),
    });
    console.log(`store\n  at ${plan.rate}/s       one write alone ${showPercentiles(store)}`);
    const memory = await measureMemory(client, system, {
      concurrency: plan.concurrency,
      requests: plan['memory-requests'],
    });
    result['memory'] = memory;
    console.log(
      `memory of the orchestrator over ${memory.requests} requests, MiB: ${memory.residentMiB.join(' ')}`,
    );
    table.push({
      figure: `memory of the orchestrator at ten points over ${memory.requests} requests, MiB`,
      value: memory.residentMiB.join(' '),
    });
    return { ...result, table };
  } finally {
    client.close();
    await system.stop();
  }
};
