import type { BenchResult } from '../bench';
import { createHttpClient } from '../chat/http-client';
import { spread } from '../statistics/spread';
import { startProcesses } from '../system/start-processes';
import { wholeOptions } from '../whole-options';
import { compareRounds, comparisonRows, type Rounds } from './compare-rounds';
import { type Contender, callsOf, contenders } from './contenders';
import { type GatewayRound, gatewayRound } from './gateway-round';
import { installPortkey, portkeyVersion } from './install-portkey';
import { startModel } from './start-model';
import { startPortkey } from './start-portkey';

const usage = `npm run bench -- gateways [--rounds 5] [--requests 1000] [--concurrency 16] [--rate 50] [--seconds 5]
  Our orchestrator against Portkey's gateway (@portkey-ai/gateway ${portkeyVersion}, from npm into .bench/), in front of the same
  model, which answers at once. Rounds of both alternate; ratios are of neighbouring rounds, ours over Portkey's.`;

const presets = { rounds: 5, requests: 1000, concurrency: 16, rate: 50, seconds: 5 };

/** Why Portkey's gateway cannot be had here, in a line. */
const reason = (error: unknown): string =>
  `@portkey-ai/gateway ${portkeyVersion} could not be installed: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`;

const install = async (): Promise<{ readonly script: string } | { readonly skipped: string }> => {
  try {
    return { script: await installPortkey() };
  } catch (error) {
    return { skipped: reason(error) };
  }
};

/** Measures our orchestrator against Portkey's gateway. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = wholeOptions(args, presets);
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const portkeyScript = await install();
  if ('skipped' in portkeyScript) {
    console.log(`Skipped: ${portkeyScript.skipped}`);
    return portkeyScript;
  }
  const system = await startProcesses({ processes: ['emulators', 'search-stand-in', 'orchestrator'] });
  const ends: (() => Promise<void>)[] = [() => system.stop()];
  const client = createHttpClient();
  try {
    const model = system.addresses.bedrock;
    ends.push(await startModel(Number(new URL(model).port)));
    const portkey = await startPortkey(portkeyScript.script);
    ends.push(() => portkey.stop());
    const chat = new URL('/chat', system.addresses.orchestrator);
    const calls = callsOf(client, { chat, portkey: portkey.url, model });
    const pids: Readonly<Record<Contender, number | undefined>> = {
      ours: system.pid('orchestrator'),
      portkey: portkey.pid,
      direct: undefined,
    };
    const measured: Record<Contender, GatewayRound[]> = { ours: [], portkey: [], direct: [] };
    for (const contender of contenders)
      await gatewayRound(calls[contender], 'warm-up', undefined, { ...plan, requests: 1500, seconds: 1 });
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const run = `gateways-${round}`;
        measured[contender].push(await gatewayRound(calls[contender], run, pids[contender], plan));
      }
      console.log(`round ${round + 1} of ${plan.rounds}`);
    }
    return report(plan, measured);
  } finally {
    client.close();
    for (const end of ends.toReversed()) await end();
  }
};

const report = (plan: Readonly<Record<string, number>>, rounds: Rounds): BenchResult => {
  const comparisons = compareRounds(rounds);
  const table = comparisonRows(comparisons);
  for (const { figure, value, against, ratio } of table)
    console.log(`${figure.padEnd(40)} ours ${value}   Portkey ${against}   ratio ${ratio}`);
  const direct = {
    requestsPerSecond: spread(rounds.direct.map(({ requestsPerSecond }) => requestsPerSecond)),
    p50: spread(rounds.direct.map(({ p50 }) => p50)),
  };
  return { ...plan, portkey: portkeyVersion, comparisons, direct, table };
};
