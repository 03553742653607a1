import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mediaArtsDatabase } from '../../scripts/media-arts-database';
import type { BenchResult } from '../bench';
import { compareWays, type WayRounds, wayRows } from './compare-ways';
import { type Measured, measureWay } from './measure-way';
import { reference, ways } from './ways';

const usage = `npm run bench -- enrichment [options]   the same items, one and several a model call, and in a batch job
  --items <n>               items of the data set (250; a batch job needs 100)
  --rounds <n>              rounds, each with every way in turn (3)
  --data <file>             what 'npm run admin -- enrich' takes
  --latency-ms <n>          the stand-in's time to its first token (150)
  --tokens-per-second <n>   the stand-in's speed (400)`;

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} has to be a whole number.\n${usage}`);
  return value;
};

const line = (name: string, measured: Measured): string =>
  [
    name.padEnd(18),
    measured.itemsPerSecond.toFixed(1).padStart(8),
    measured.callsPerItem.toFixed(2).padStart(11),
    measured.inputTokensPerItem.toFixed(0).padStart(10),
    measured.outputTokensPerItem.toFixed(0).padStart(11),
    measured.usdPerThousandItems.toFixed(3).padStart(15),
  ].join(' ');

/** Items a second, model calls an item and US$ for a thousand items, by the way in which they are asked for. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: mediaArtsDatabase() },
      items: { type: 'string', default: '250' },
      rounds: { type: 'string', default: '3' },
      'latency-ms': { type: 'string', default: '150' },
      'tokens-per-second': { type: 'string', default: '400' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return {};
  }
  if (!existsSync(values.data)) {
    console.log(`Skipped: there is no catalogue at ${values.data} (--data <file>, or MANGA_DATA_SET).`);
    return { skipped: 'no catalogue' };
  }
  const trial = {
    file: values.data,
    items: wholeNumber('items', values.items),
    latencyMs: wholeNumber('latency-ms', values['latency-ms']),
    tokensPerSecond: wholeNumber('tokens-per-second', values['tokens-per-second']),
  };
  console.log(
    `${trial.items} items; the stand-in answers after ${trial.latencyMs} ms with ${trial.tokensPerSecond} tokens a second\n`,
  );
  console.log(`${''.padEnd(18)}  items/s  calls/item  tokens in  tokens out  US$/1,000 items`);
  const rounds = wholeNumber('rounds', values.rounds);
  const measured: Record<string, Measured[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const figures = await measureWay(way, trial);
      (measured[way.name] ??= []).push(figures);
      console.log(line(way.name, figures));
    }
  }
  const comparisons = compareWays(measured satisfies WayRounds);
  const table = wayRows(comparisons);
  console.log(`\nAgainst ${reference}:`);
  for (const { figure, ratio } of table) if (ratio !== undefined) console.log(`${figure.padEnd(48)}${ratio}`);
  console.log(
    'Tokens are those of the stand-in. A batch job of Bedrock may take 24 hours: its speed here is that of taking in.',
  );
  return { ...trial, file: undefined, rounds, comparisons, table };
};
