import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchResult, ResultRow } from '../bench';
import { type Measured, measureWay } from './measure-way';
import { ways } from './ways';

const dataSet = join(__dirname, '../../../shared/data/madb/metadata_cm-col_cm106_json.zip');

const usage = `npm run bench -- enrichment [options]   the same items, one and several a model call, and in a batch job
  --items <n>               items of the data set (400; a batch job needs 100)
  --data <file>             what 'npm run admin -- enrich' takes
  --latency-ms <n>          the stand-in's time to its first token (150)
  --tokens-per-second <n>   the stand-in's speed (400)`;

/** What the other ways are compared with. */
const reference = 'one item a call';

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

/** One row for each way; the ratio is that of the price. */
const tableOf = (
  results: Readonly<Record<string, Measured>>,
  share: (name: string) => string,
): readonly ResultRow[] =>
  Object.entries(results).map(([name, measured]) => ({
    figure: name,
    value: `US$${measured.usdPerThousandItems.toFixed(3)} for 1,000 items, ${measured.callsPerItem.toFixed(2)} calls an item, ${measured.itemsPerSecond.toFixed(1)} items/s`,
    ...(name === reference ? {} : { against: reference, ratio: share(name) }),
  }));

/** Items a second, model calls an item and US$ for a thousand items, by the way in which they are asked for. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: dataSet },
      items: { type: 'string', default: '400' },
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
    console.log(`Skipped: there is no catalogue at ${values.data} (--data <file>).`);
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
  const results: Record<string, Measured> = {};
  for (const way of ways) {
    const measured = await measureWay(way, trial);
    results[way.name] = measured;
    console.log(line(way.name, measured));
  }
  const usd = (name: string): number => results[name]?.usdPerThousandItems ?? Number.NaN;
  const share = (name: string): string => `${(100 * (usd(name) / usd(reference) - 1)).toFixed(0)} %`;
  console.log(`\nAgainst one item a call: two ${share('two items a call')}, bulk ${share('bulk')}.`);
  console.log(
    'Tokens are those of the stand-in. A batch job of Bedrock may take 24 hours: its speed here is that of taking in.',
  );
  return { ...trial, file: undefined, results, table: tableOf(results, share) };
};
