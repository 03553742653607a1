import type { ResultRow } from '../bench';
import type { Percentiles } from '../statistics/percentiles';
import { type Spread, showSpread, spread } from '../statistics/spread';
import type { LatencyFigures, ThroughputFigures } from './measure';
import type { Scenario } from './scenarios';
import { type ChatProcess, chatProcesses } from './start-chat-system';

/** One kind of question in one round. */
export interface ChatRound {
  readonly latency: LatencyFigures;
  readonly throughput: ThroughputFigures;
}

type PercentileSpreads = Readonly<Record<keyof Percentiles, Spread>>;

/** One kind of question over all rounds; latencies in milliseconds. */
export interface ChatSummary {
  readonly chat: PercentileSpreads;
  readonly model: PercentileSpreads;
  readonly added: PercentileSpreads;
  /** The chat's median latency over the model's own in the same seconds. */
  readonly ratio: Spread;
  readonly requestsPerSecond: Spread;
  readonly cpuMsPerRequest: Readonly<Partial<Record<ChatProcess, Spread>>>;
}

const spreads = (percentiles: readonly Percentiles[]): PercentileSpreads => ({
  p50: spread(percentiles.map(({ p50 }) => p50)),
  p95: spread(percentiles.map(({ p95 }) => p95)),
  p99: spread(percentiles.map(({ p99 }) => p99)),
});

export const summarize = (rounds: readonly ChatRound[]): ChatSummary => ({
  chat: spreads(rounds.map(({ latency }) => latency.chat)),
  model: spreads(rounds.map(({ latency }) => latency.model)),
  added: spreads(rounds.map(({ latency }) => latency.added)),
  ratio: spread(rounds.map(({ latency }) => latency.chat.p50 / latency.model.p50)),
  requestsPerSecond: spread(rounds.map(({ throughput }) => throughput.requestsPerSecond)),
  cpuMsPerRequest: Object.fromEntries(
    chatProcesses.flatMap((name) => {
      const used = rounds.flatMap(({ throughput }) => throughput.cpuMsPerRequest[name] ?? []);
      return used.length === 0 ? [] : [[name, spread(used)]];
    }),
  ),
});

/** Lines of the readable table. */
export const summaryRows = (
  scenario: Scenario,
  { chat, model, added, ratio, requestsPerSecond, cpuMsPerRequest }: ChatSummary,
  plan: { readonly rate: number; readonly concurrency: number },
): readonly ResultRow[] => [
  {
    figure: `${scenario}: p50 ms at ${plan.rate} requests/s, against the model alone`,
    value: showSpread(chat.p50),
    against: showSpread(model.p50),
    ratio: showSpread(ratio),
  },
  ...(['p50', 'p95', 'p99'] as const).map((percentile) => ({
    figure: `${scenario}: added ${percentile} ms`,
    value: showSpread(added[percentile]),
  })),
  {
    figure: `${scenario}: requests/s with ${plan.concurrency} in flight, everything on this machine`,
    value: showSpread(requestsPerSecond),
  },
  {
    figure: `${scenario}: CPU ms a request`,
    value: Object.entries(cpuMsPerRequest)
      .map(([name, ms]) => `${name} ${showSpread(ms)}`)
      .join(', '),
  },
];
