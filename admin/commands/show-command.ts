import type { Command } from 'commander';
import type { CatalogRecord } from '../../core/catalog/catalog-record';
import { AdminError } from '../admin-error';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import type { ExitName } from '../exit-codes';
import { formatTable } from '../output/format-table';

const rowsOf = (record: CatalogRecord): readonly (readonly string[])[] => {
  const { item, enrichment, provenance } = record;
  const rows: (readonly [string, string | undefined])[] = [
    ['id', record.catalogId],
    ['status', `${record.status} since ${record.statusAt}`],
    ['title', item.title],
    ['reading', item.titleReading],
    ['creators', item.creators.join('、')],
    ['published', item.publishedFrom],
    ['notes', item.notes?.replaceAll('\n', ' ｜ ')],
    ['ISBN', item.isbn],
    ['price', item.priceYen === undefined ? undefined : `¥${item.priceYen.toLocaleString('en')}`],
    ['synopsis', enrichment?.synopsis],
    ['genres', enrichment?.genres.join(', ')],
    ['tags', enrichment?.tags.join('、')],
    ['audience', enrichment?.audience],
    ['warnings', enrichment?.contentWarnings.join(', ')],
    ['keywords', enrichment?.searchKeywords.join('、')],
    ['English', enrichment?.titleEnglish],
    ['Chinese', enrichment?.titleChinese],
    [
      'made by',
      provenance && `${provenance.model}, prompt ${provenance.promptVersion}, ${provenance.enrichedAt}`,
    ],
    [
      'cost',
      provenance &&
        `US$${provenance.costUsd.toFixed(6)} for ${provenance.inputTokens} + ${provenance.outputTokens} tokens`,
    ],
    ['job', provenance?.jobId],
  ];
  return rows.flatMap(([name, value]) => (value ? [[name, value]] : []));
};

const show = (runtime: AdminRuntime, catalogId: string, options: SharedOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async ({ catalog }) => {
    const record = await catalog.get(catalogId);
    if (!record) throw new AdminError('notFound', `The catalogue has no item ${catalogId}.`);
    if (options.json) runtime.terminal.print(JSON.stringify(record));
    else for (const line of formatTable(rowsOf(record))) runtime.terminal.print(line);
    return 'done';
  });

export const showCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  defineCommand('show', 'show an item of the catalogue')
    .argument('<catalogId>')
    .action(async (catalogId: string, options: SharedOptions) =>
      setExit(await show(runtime, catalogId, options)),
    );
