import { cpuMs, residentMiB } from '../process-usage';
import { difference, type Percentiles, percentiles } from '../statistics/percentiles';
import type { HttpClient } from './http-client';
import { atConcurrency, atRate } from './load';
import { chatCall, modelCall, type Scenario, storeCall } from './scenarios';
import { type ChatProcess, type ChatSystem, chatProcesses } from './start-chat-system';

export interface LatencyFigures {
  readonly chat: Percentiles;
  /** The model alone, asked in the same seconds. */
  readonly model: Percentiles;
  /** What the chat adds; a cached answer needs no model, so that all of it is added. */
  readonly added: Percentiles;
}

/** Latency of one write to the emulated store at a steady rate, asked alone: that part of the added latency is not the chat's own. */
export const measureStore = (
  client: HttpClient,
  system: ChatSystem,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Percentiles> => atRate(storeCall(client, system, 'store'), rate, rate * seconds).then(percentiles);

/** Latency at a steady rate, beside calls of the model alone at the same rate. */
export const measureLatency = async (
  client: HttpClient,
  system: ChatSystem,
  scenario: Scenario,
  plan: { readonly rate: number; readonly seconds: number; readonly run: string },
): Promise<LatencyFigures> => {
  const count = plan.rate * plan.seconds;
  const [chat, model] = await Promise.all([
    atRate(chatCall(client, system, scenario, `${plan.run}-rate-${scenario}`), plan.rate, count).then(
      percentiles,
    ),
    atRate(modelCall(client, system), plan.rate, count).then(percentiles),
  ]);
  return { chat, model, added: scenario === 'cached' ? chat : difference(chat, model) };
};

export interface ThroughputFigures {
  readonly requestsPerSecond: number;
  /** CPU of each process for one request, in milliseconds. */
  readonly cpuMsPerRequest: Readonly<Partial<Record<ChatProcess, number>>>;
}

const cpuOfAll = (system: ChatSystem): readonly (number | undefined)[] =>
  chatProcesses.map((name) => cpuMs(system.pid(name)));

/** Throughput with so many requests in flight. */
export const measureThroughput = async (
  client: HttpClient,
  system: ChatSystem,
  scenario: Scenario,
  plan: { readonly concurrency: number; readonly requests: number; readonly run: string },
): Promise<ThroughputFigures> => {
  const before = cpuOfAll(system);
  const call = chatCall(client, system, scenario, `${plan.run}-load-${scenario}`);
  const seconds = await atConcurrency(call, plan.concurrency, plan.requests);
  const after = cpuOfAll(system);
  const used = chatProcesses.flatMap((name, at): [ChatProcess, number][] => {
    const [from, to] = [before[at], after[at]];
    if (from === undefined || to === undefined) return [];
    return [[name, Number(((to - from) / plan.requests).toFixed(3))]];
  });
  return {
    requestsPerSecond: Math.round(plan.requests / seconds),
    cpuMsPerRequest: Object.fromEntries(used),
  };
};

export interface MemoryFigures {
  readonly requests: number;
  /** Resident memory of the orchestrator in MiB, at ten points on the way. */
  readonly residentMiB: readonly number[];
}

/** Memory of the orchestrator while it answers many requests of all kinds. */
export const measureMemory = async (
  client: HttpClient,
  system: ChatSystem,
  plan: { readonly concurrency: number; readonly requests: number },
): Promise<MemoryFigures> => {
  const points: number[] = [];
  const mixed: readonly Scenario[] = ['answered', 'cached', 'retrieved', 'cached'];
  for (let point = 0; point < 10; point += 1) {
    const calls = mixed.map((scenario) => chatCall(client, system, scenario, `memory-${point}-${scenario}`));
    const requests = Math.ceil(plan.requests / 10);
    await atConcurrency(
      (number) => calls[number % calls.length]?.(number) ?? Promise.resolve(0),
      plan.concurrency,
      requests,
    );
    const resident = residentMiB(system.pid('orchestrator'));
    if (resident !== undefined) points.push(resident);
  }
  return { requests: plan.requests, residentMiB: points };
};
