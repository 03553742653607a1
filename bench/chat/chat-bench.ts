import { cpus } from 'node:os';
import type { BenchResult, ResultRow } from '../bench';
import { showPercentiles } from '../statistics/percentiles';
import { wholeOptions } from '../whole-options';
import { createHttpClient } from './http-client';
import { measureLatency, measureMemory, measureStore, measureThroughput } from './measure';
import { type Scenario, scenarios } from './scenarios';
import { startChatSystem } from './start-chat-system';
import { type ChatRound, summarize, summaryRows } from './summarize';

const usage = `npm run bench -- chat [--rounds 3] [--rate 50] [--seconds 6] [--concurrency 16] [--requests 1500] [--memory-requests 100000]
  The orchestrator behind POST /chat, with validation, sessions (dynalite) and cache on, and a model that answers at once.
  Added latency at a steady rate: that of the chat without that of the model alone, asked in the same seconds.
  Of it the emulated store's: a cached answer waits for one write to it, a new one for two; one alone is measured as well.
  Kinds of question take turns, round by round.
  Requests a second and CPU a request with so many in flight; everything, the load included, shares this machine.
  Memory of the orchestrator after many requests of all kinds.`;

const presets = {
  rounds: 3,
  rate: 50,
  seconds: 6,
  concurrency: 16,
  requests: 1500,
  'memory-requests': 100_000,
};
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
    for (const scenario of names)
      await measureThroughput(client, system, scenario, { concurrency: 4, requests: 1500, run: 'warm-up' });
    const rounds: Record<Scenario, ChatRound[]> = { answered: [], retrieved: [], cached: [] };
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const scenario of round % 2 === 0 ? names : names.toReversed()) {
        const run = `round-${round}`;
        const latency = await measureLatency(client, system, scenario, { ...plan, run });
        const throughput = await measureThroughput(client, system, scenario, { ...plan, run });
        rounds[scenario].push({ latency, throughput });
      }
      console.log(`round ${round + 1} of ${plan.rounds}`);
    }
    for (const scenario of names) {
      const figures = summarize(rounds[scenario]);
      result[scenario] = figures;
      const rows = summaryRows(scenario, figures, plan);
      table.push(...rows);
      for (const { figure, value, against, ratio } of rows)
        console.log(
          `${figure.padEnd(52)} ${value}${against ? `   model alone ${against}, ratio ${ratio}` : ''}`,
        );
    }
    const store = await measureStore(client, system, plan);
    result['store'] = store;
    table.push({
      figure: `store: one write to the emulator alone at ${plan.rate}/s`,
      value: showPercentiles(store),
    });
    console.log(`one write to the store alone at ${plan.rate}/s: ${showPercentiles(store)}`);
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
