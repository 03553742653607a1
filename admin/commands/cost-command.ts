import type { Command } from 'commander';
import { dayInJapan, dayMs } from '../../core/japan-time';
import type { SpendEntry } from '../../core/spend/spend-entry';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import type { ExitName } from '../exit-codes';
import { parseCount } from '../options/parse-count';
import { formatTable } from '../output/format-table';

interface CostOptions extends SharedOptions {
  readonly days?: number;
}

const defaultDays = 7;

const sum = (entries: readonly SpendEntry[], field: 'calls' | 'inputTokens' | 'outputTokens' | 'costUsd') =>
  entries.reduce((total, entry) => total + entry[field], 0);

const rowOf = (
  names: readonly [string, string, string],
  entries: readonly SpendEntry[],
): readonly string[] => [
  ...names,
  sum(entries, 'calls').toLocaleString('en'),
  sum(entries, 'inputTokens').toLocaleString('en'),
  sum(entries, 'outputTokens').toLocaleString('en'),
  sum(entries, 'costUsd').toFixed(4),
];

const cost = (runtime: AdminRuntime, options: CostOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async ({ ledger }) => {
    const { terminal, now } = runtime;
    const days = Array.from({ length: options.days ?? defaultDays }, (_, back) =>
      dayInJapan(now() - back * dayMs),
    ).reverse();
    const entries = (await Promise.all(days.map((day) => ledger.day(day)))).flat();
    if (options.json) {
      terminal.print(JSON.stringify({ entries, totalUsd: sum(entries, 'costUsd') }));
      return 'done';
    }
    const rows = entries.map((entry) => rowOf([entry.day, entry.kind, entry.model], [entry]));
    const header = ['day in Japan', 'kind', 'model', 'calls', 'input tokens', 'output tokens', 'US$'];
    for (const line of formatTable([header, ...rows, rowOf(['total', '', ''], entries)]))
      terminal.print(line);
    return 'done';
  });

export const costCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  defineCommand('cost', 'what the models cost, by day, kind of work and model')
    .option('--days <count>', `today and the days before it (default: ${defaultDays})`, parseCount)
    .action(async (options: CostOptions) => setExit(await cost(runtime, options)));
