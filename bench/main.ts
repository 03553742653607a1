import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, BenchResult } from './bench';

/** Every measurement by name, loaded when it is run. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  model: () => import('./model/model-bench'),
  retrieval: () => import('./retrieval/retrieval-bench'),
  enrichment: () => import('./enrichment/enrichment-bench'),
  chat: () => import('./chat/chat-bench'),
  synth: () => import('./synth/synth-bench'),
};

const usage = `npm run bench -- [name] [options]     without a name: all of ${Object.keys(benches).join(', ')}
  --save      also writes the figures to bench/results.json
  --help      with a name: its own options`;

const resultsFile = join(__dirname, 'results.json');

const save = (results: Readonly<Record<string, BenchResult>>): void => {
  const before: unknown = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {};
  const merged = { ...(typeof before === 'object' ? before : {}), ...results };
  writeFileSync(resultsFile, `${JSON.stringify(merged, undefined, 2)}\n`);
};

const main = async (args: readonly string[]): Promise<void> => {
  const [first, ...rest] = args;
  const named = first !== undefined && !first.startsWith('-');
  if (first === '--help' || (named && !Object.hasOwn(benches, first))) {
    if (named) process.exitCode = 1;
    console.log(named ? `There is no bench "${first}".\n${usage}` : usage);
    return;
  }
  const options = (named ? rest : args).filter((option) => option !== '--save');
  const results: Record<string, BenchResult> = {};
  for (const [name, load] of Object.entries(benches)) {
    if (named && name !== first) continue;
    console.log(`\n── ${name}`);
    const bench = await load();
    results[name] = {
      measuredAt: new Date().toISOString(),
      node: process.version,
      ...(await bench.run(options)),
    };
  }
  if (args.includes('--save')) save(results);
};

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
