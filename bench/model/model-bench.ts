import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSelfSignedCertificate } from '../../local/bedrock-stand-in/server/self-signed-certificate';
import type { BenchResult, ResultRow } from '../bench';
import { type Spread, showSpread, spread } from '../statistics/spread';
import { wholeOptions } from '../whole-options';
import { startCannedBedrock } from './canned-bedrock';
import { type Contender, contenders, type Operation, operations, type RoundTime } from './round';

const usage = `npm run bench -- model [--rounds 7] [--calls 400] [--concurrency 8]
  Calls a second, and CPU of the client for each call: our client with its connection pool against the SDK's default one,
  over TLS on loopback. Rounds of both alternate in one process; ratios are of neighbouring rounds.`;

const presets = { rounds: 7, calls: 400, concurrency: 8 };
type Plan = Readonly<typeof presets>;

const startClient = async (port: number, caFile: string): Promise<ChildProcess> => {
  const child = fork(join(__dirname, 'client-process.ts'), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `https://localhost:${port}`,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      NODE_EXTRA_CA_CERTS: caFile,
      NODE_NO_WARNINGS: '1',
    },
  });
  await once(child, 'message');
  return child;
};

const isRoundTime = (value: unknown): value is RoundTime =>
  typeof value === 'object' && value !== null && 'seconds' in value && 'cpuSeconds' in value;

const runRound = async (
  child: ChildProcess,
  contender: Contender,
  operation: Operation,
  { calls, concurrency }: Omit<Plan, 'rounds'>,
): Promise<RoundTime> => {
  const done = new AbortController();
  const { signal } = done;
  const gone = once(child, 'exit', { signal }).then((): never => {
    throw new Error('the client process ended');
  });
  child.send({ contender, operation, calls, concurrency });
  const [time]: readonly unknown[] = await Promise.race([once(child, 'message', { signal }), gone]);
  gone.catch(() => undefined);
  done.abort();
  if (!isRoundTime(time)) throw new Error('the client process sent no time');
  return time;
};

interface Figures {
  readonly callsPerSecond: Readonly<Record<Contender, Spread>>;
  readonly cpuMsPerCall: Readonly<Record<Contender, Spread>>;
  /** Connections that were opened for one call. */
  readonly connectionsPerCall: Readonly<Record<Contender, number>>;
  readonly throughputRatio: Spread;
  readonly cpuRatio: Spread;
}

type Rounds = Readonly<Record<Contender, readonly (RoundTime & { readonly connections: number })[]>>;

const figures = (times: Rounds, calls: number): Figures => {
  const connections = (contender: Contender): number =>
    times[contender].reduce((sum, round) => sum + round.connections, 0) / (calls * times[contender].length);
  const rates = (contender: Contender) => times[contender].map(({ seconds }) => calls / seconds);
  const cpu = (contender: Contender) => times[contender].map(({ cpuSeconds }) => (cpuSeconds * 1000) / calls);
  const ratio = (ours: readonly number[], theirs: readonly number[]): Spread =>
    spread(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
  return {
    callsPerSecond: { pooled: spread(rates('pooled')), default: spread(rates('default')) },
    cpuMsPerCall: { pooled: spread(cpu('pooled')), default: spread(cpu('default')) },
    connectionsPerCall: { pooled: connections('pooled'), default: connections('default') },
    throughputRatio: ratio(rates('pooled'), rates('default')),
    cpuRatio: ratio(cpu('default'), cpu('pooled')),
  };
};

const show = (operation: Operation, result: Figures): void => {
  console.log(`${operation}
  calls/s          pooled ${showSpread(result.callsPerSecond.pooled)}   default ${showSpread(result.callsPerSecond.default)}   ratio ${showSpread(result.throughputRatio)}
  CPU ms/call      pooled ${showSpread(result.cpuMsPerCall.pooled)}   default ${showSpread(result.cpuMsPerCall.default)}   ratio ${showSpread(result.cpuRatio)}
  connections/call pooled ${result.connectionsPerCall.pooled.toFixed(3)}   default ${result.connectionsPerCall.default.toFixed(3)}`);
};

const rows = (operation: Operation, result: Figures): readonly ResultRow[] => [
  {
    figure: `${operation}: calls/s, against the SDK's default client`,
    value: showSpread(result.callsPerSecond.pooled),
    against: showSpread(result.callsPerSecond.default),
    ratio: showSpread(result.throughputRatio),
  },
  {
    figure: `${operation}: CPU ms a call; the ratio says how many times less`,
    value: showSpread(result.cpuMsPerCall.pooled),
    against: showSpread(result.cpuMsPerCall.default),
    ratio: showSpread(result.cpuRatio),
  },
  {
    figure: `${operation}: connections opened for one call`,
    value: result.connectionsPerCall.pooled.toFixed(3),
    against: result.connectionsPerCall.default.toFixed(3),
  },
];

/** Measures the pooled client against the SDK's default one. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const plan = wholeOptions(args, presets);
  if (plan === undefined) {
    console.log(usage);
    return {};
  }
  const directory = mkdtempSync(join(tmpdir(), 'manga-assist-bench-'));
  const certificate = createSelfSignedCertificate(Date.now());
  const caFile = join(directory, 'ca.pem');
  writeFileSync(caFile, certificate.cert);
  const bedrock = await startCannedBedrock(certificate);
  const child = await startClient(bedrock.port, caFile);
  const result: Record<string, unknown> = { ...plan };
  const table: ResultRow[] = [];
  try {
    for (const operation of operations) {
      const times: { [C in Contender]: (RoundTime & { readonly connections: number })[] } = {
        pooled: [],
        default: [],
      };
      for (const contender of contenders)
        await runRound(child, contender, operation, { ...plan, calls: 100 });
      for (let round = 0; round < plan.rounds; round += 1) {
        for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
          const before = bedrock.connections();
          const time = await runRound(child, contender, operation, plan);
          times[contender].push({ ...time, connections: bedrock.connections() - before });
        }
      }
      const measured = figures(times, plan.calls);
      show(operation, measured);
      table.push(...rows(operation, measured));
      result[operation] = measured;
    }
    return { ...result, table };
  } finally {
    child.disconnect();
    child.kill();
    await bedrock.close();
    rmSync(directory, { recursive: true });
  }
};
