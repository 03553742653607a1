import { countBy, createObserver } from '../../chaos/observe/observer';
import { runAdmin } from '../../chaos/system/run-admin';
import { paidCalls } from '../../chaos/system/stand-in-control';
import { startSystem } from '../../chaos/system/start-system';
import { waitUntil } from '../../chaos/wait-until';
import type { Way } from './ways';

/** What a way of enriching came to. */
export interface Measured {
  readonly items: number;
  readonly parked: number;
  readonly seconds: number;
  readonly itemsPerSecond: number;
  /** Of the model, for each item. */
  readonly callsPerItem: number;
  readonly inputTokensPerItem: number;
  readonly outputTokensPerItem: number;
  /** With what indexing embeds. */
  readonly usdPerThousandItems: number;
}

export interface Trial {
  readonly file: string;
  readonly items: number;
  /** Of the stand-in: its time to the first token, and its speed. */
  readonly latencyMs: number;
  readonly tokensPerSecond: number;
}

const timeoutMs = 10 * 60_000;

type Row = Readonly<Record<string, unknown>>;

/** The rows of models that write; one that embeds puts nothing out. */
const writing = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ outputTokens }) => Number(outputTokens) > 0);

/** A number for each row of the spend table, added up. */
const total = (rows: readonly Row[], field: string): number =>
  rows.reduce((sum, row) => sum + Number(row[field] ?? 0), 0);

/** Enriches the first items of a file in a fresh local system, from the admin's command to the last row. */
export const measureWay = async (way: Way, trial: Trial): Promise<Measured> => {
  const { file, items, latencyMs, tokensPerSecond } = trial;
  const system = await startSystem({
    latencyMs,
    tokensPerSecond,
    config: { enrichment_items_per_call: way.itemsPerCall },
  });
  const observer = createObserver(system.describe());
  try {
    const startedAt = performance.now();
    const options = ['--limit', String(items), ...(way.bulk ? ['--bulk'] : [])];
    const { code, errors } = await runAdmin(['enrich', file, ...options, '--json']);
    if (code === null || code > 1) throw new Error(`The import failed: ${errors}`);
    let counts: Readonly<Record<string, number>> = {};
    await waitUntil(
      `${items} items are enriched or parked`,
      async () => {
        counts = countBy(await observer.rows('catalog'), 'status');
        return (counts['enriched'] ?? 0) + (counts['parked'] ?? 0) === items;
      },
      { timeoutMs, everyMs: 500 },
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const booked = async () => (await observer.rows('spend')).filter(({ kind }) => kind === 'enrichment');
    // A batch job is booked when all of it is taken in; what indexing embeds, before that.
    if (way.bulk)
      await waitUntil(
        'the batch job is booked',
        async () => total(writing(await booked()), 'calls') >= items,
        {
          timeoutMs,
        },
      );
    const spent = await booked();
    const calls = paidCalls(await system.standIn.counts(), ['invoke', 'batch']);
    return {
      items,
      parked: counts['parked'] ?? 0,
      seconds,
      itemsPerSecond: items / seconds,
      callsPerItem: calls / items,
      inputTokensPerItem: total(writing(spent), 'inputTokens') / items,
      outputTokensPerItem: total(writing(spent), 'outputTokens') / items,
      usdPerThousandItems: (1000 * total(spent, 'costUsd')) / items,
    };
  } finally {
    observer.close();
    await system.stop();
  }
};
