import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchResult } from '../bench';
import { createHttpClient } from './http-client';
import { measureLatency, measureMemory, measureThroughput } from './measure';
import { showPercentiles } from './percentiles';
import { type Scenario, scenarios } from './scenarios';
import { startChatSystem } from './start-chat-system';

const usage = `npm run bench -- chat [--rate 50] [--seconds 20] [--concurrency 16] [--requests 5000] [--memory-requests 100000]
  The orchestrator behind POST /chat, with validation, sessions (dynalite) and cache on, and a model that answers at once.
  Added latency at a steady rate: that of the chat without that of the model alone, asked in the same seconds.
  Requests a second and CPU a request with so many in flight; everything, the load included, shares this machine.
  Memory of the orchestrator after many requests of all kinds.`;

const presets = { rate: 50, seconds: 20, concurrency: 16, requests: 5000, 'memory-requests': 100_000 };
type Plan = typeof presets;

const readPlan = (args: readonly string[]): Plan | undefined => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: text,
      seconds: text,
      concurrency: text,
      requests: text,
      'memory-requests': text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  const whole = (name: keyof Plan): number => {
    const value = Number(values[name] ?? presets[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
    return value;
  };
  return {
    rate: whole('rate'),
    seconds: whole('seconds'),
    concurrency: whole('concurrency'),
    requests: whole('requests'),
    'memory-requests': whole('memory-requests'),
  };
};

const names = Object.keys(scenarios).filter((name): name is Scenario => Object.hasOwn(scenarios, name));

/** Measures the chat's own part of latency and cost. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = readPlan(args);
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const system = await startChatSystem();
  const client = createHttpClient();
  const result: Record<string, unknown> = { ...plan, cores: cpus().length };
  try {
    for (const scenario of names) {
      const warmUp = { concurrency: 4, requests: 1500, run: 'warm-up' };
      await measureThroughput(client, system, scenario, warmUp);
      const latency = await measureLatency(client, system, scenario, plan);
      const throughput = await measureThroughput(client, system, scenario, { ...plan, run: 'load' });
      result[scenario] = { latency, throughput };
      const cpu = Object.entries(throughput.cpuMsPerRequest).map(([name, ms]) => `${name} ${ms}`);
      console.log(`${scenario}
  at ${plan.rate}/s       added ${showPercentiles(latency.added)}   (chat ${showPercentiles(latency.chat)}, model ${showPercentiles(latency.model)})
  ${plan.concurrency} in flight  ${throughput.requestsPerSecond} requests/s   CPU ms a request: ${cpu.join(', ')}`);
    }
    const memory = await measureMemory(client, system, {
      concurrency: plan.concurrency,
      requests: plan['memory-requests'],
    });
    result['memory'] = memory;
    console.log(
      `memory of the orchestrator over ${memory.requests} requests, MiB: ${memory.residentMiB.join(' ')}`,
    );
    return result;
  } finally {
    client.close();
    await system.stop();
  }
};
