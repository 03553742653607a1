import type { BenchResult, ResultRow } from '../bench';
import { createHttpClient } from '../chat/http-client';
import { atConcurrency } from '../chat/load';
import { chatCall } from '../chat/scenarios';
import { startChatSystem } from '../chat/start-chat-system';
import { showPercentiles } from '../statistics/percentiles';
import { wholeOptions } from '../whole-options';
import { isSaturated, type LoadStep, loadStep } from './load-step';

const usage = `npm run bench -- saturation [--seconds 8]
  Latency of the chat against load: one orchestrator, new questions that the model answers at once, at rates that rise
  until a tenth is not answered in time, and one rate beyond. Everything, the load included, shares this machine.`;

const rates = [10, 20, 40, 60, 80, 100, 130, 160, 200, 250, 300, 400, 500, 700, 1000];

/** Rows of the table. */
const rowOf = (step: LoadStep): ResultRow => ({
  figure: `${step.offeredPerSecond} requests/s offered`,
  value: `${step.answeredPerSecond}/s answered, ${(100 * step.shed).toFixed(1)} % shed, ${(100 * step.late).toFixed(1)} % too late, ${showPercentiles(step.latency)}`,
});

/** Measures latency at rising rates. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = wholeOptions(args, { seconds: 8 });
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const system = await startChatSystem();
  const client = createHttpClient();
  const steps: LoadStep[] = [];
  try {
    await atConcurrency(chatCall(client, system, 'answered', 'saturation-warm-up'), 4, 1500);
    for (const rate of rates) {
      const call = chatCall(client, system, 'answered', `saturation-${rate}`);
      const step = await loadStep(call, rate, plan.seconds);
      steps.push(step);
      const { figure, value } = rowOf(step);
      console.log(`${figure.padEnd(26)} ${value}`);
      if (steps.slice(-2).every(isSaturated) && steps.length > 1) break;
    }
  } finally {
    client.close();
    await system.stop();
  }
  const sustained = steps.filter((step) => !isSaturated(step)).at(-1)?.offeredPerSecond ?? 0;
  return {
    ...plan,
    steps,
    sustainedPerSecond: sustained,
    table: [
      { figure: 'highest rate that was answered', value: `${sustained} requests/s` },
      ...steps.map(rowOf),
    ],
  };
};
