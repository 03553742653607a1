import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkRow } from '../../admin/import/check-row';
import { readSource } from '../../admin/import/read-source';
import { embeddingDimensions } from '../../contracts/search-index';
import { silentLogger } from '../../core/observability/logger';
import type { CatalogSearch, IndexedItem } from '../../core/retrieval/catalog-search';
import { createCatalogSearch } from '../../core/retrieval/create-catalog-search';
import { createOpenSearchTransport } from '../../core/retrieval/open-search-transport';
import { startSearchStandIn } from '../../local/search-stand-in/start-search-stand-in';
import { mediaArtsDatabase } from '../../scripts/media-arts-database';
import type { BenchResult, ResultRow } from '../bench';
import { isWanted, type QueryKind, queryKinds } from './queries';
import { seededRandom } from './seeded-random';

const batchSize = 200;
const seed = 20261124;
const noVector: readonly number[] = Array.from({ length: embeddingDimensions }, () => 0);

interface Recall {
  readonly queries: number;
  readonly recallAt1: number;
  readonly recallAt5: number;
  readonly millisecondsPerQuery: number;
}

const readItems = async (file: string): Promise<readonly IndexedItem[]> => {
  const items: IndexedItem[] = [];
  for await (const row of readSource(file)) {
    const checked = checkRow(row);
    if (checked.ok)
      items.push({ catalogId: checked.imported.catalogId, item: checked.imported.item, version: '1' });
  }
  return items;
};

const fill = async (search: CatalogSearch, items: readonly IndexedItem[]): Promise<void> => {
  for (let start = 0; start < items.length; start += batchSize) {
    await search.index(items.slice(start, start + batchSize));
  }
};

const measure = async (
  search: CatalogSearch,
  sample: readonly IndexedItem[],
  kind: QueryKind,
): Promise<Recall> => {
  const random = seededRandom(seed);
  let queries = 0;
  let first = 0;
  let firstFive = 0;
  const startedAt = performance.now();
  for (const wanted of sample) {
    const query = kind.query(wanted, random);
    if (query === undefined) continue;
    queries += 1;
    const hits = await search.search(query, { limit: 5, deadline: Date.now() + 10_000 });
    const rank = hits.findIndex(({ item }) => isWanted(wanted, item));
    if (rank === 0) first += 1;
    if (rank >= 0) firstFive += 1;
  }
  return {
    queries,
    recallAt1: first / queries,
    recallAt5: firstFive / queries,
    millisecondsPerQuery: (performance.now() - startedAt) / queries,
  };
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(9);

const tableOf = (items: number, results: Readonly<Record<string, Recall>>): readonly ResultRow[] => [
  { figure: 'items in the index', value: `${items}, queries drawn with seed ${seed}` },
  ...Object.entries(results).map(([name, recall]) => ({
    figure: `${name}: found first, among the first five`,
    value: `${percent(recall.recallAt1).trim()}, ${percent(recall.recallAt5).trim()} of ${recall.queries} queries, ${recall.millisecondsPerQuery.toFixed(1)} ms each`,
  })),
];

/** Titles and readings of the real catalogue as queries, by words: what is found first, and among the first five. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: mediaArtsDatabase() },
      sample: { type: 'string', default: '300' },
    },
  });
  if (!existsSync(values.data)) {
    console.log(`Skipped: there is no catalogue at ${values.data} (--data <file>, or MANGA_DATA_SET).`);
    return { skipped: 'no catalogue' };
  }
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  const items = await readItems(values.data);
  const random = seededRandom(seed);
  const sample = Array.from(
    { length: Number(values.sample) },
    () => items[Math.floor(random() * items.length)],
  ).filter((item) => item !== undefined);
  const server = await startSearchStandIn({ port: 0 });
  try {
    const search = createCatalogSearch({
      transport: createOpenSearchTransport({ endpoint: server.url, region: 'us-east-1' }),
      embed: async (texts) => texts.map(() => noVector),
      now: Date.now,
      logger: silentLogger,
    });
    await fill(search, items);
    console.log(`${items.length} items, ${sample.length} queries of each kind, seed ${seed}\n`);
    console.log(`${'query'.padEnd(34)} recall@1  recall@5   ms each`);
    const results: Record<string, Recall> = {};
    for (const kind of queryKinds) {
      const recall = await measure(search, sample, kind);
      results[kind.name] = recall;
      const line = [
        percent(recall.recallAt1),
        percent(recall.recallAt5),
        recall.millisecondsPerQuery.toFixed(1).padStart(9),
      ];
      console.log(`${kind.name.padEnd(34)}${line.join(' ')}`);
    }
    return { items: items.length, seed, results, table: tableOf(items.length, results) };
  } finally {
    await server.close();
  }
};
