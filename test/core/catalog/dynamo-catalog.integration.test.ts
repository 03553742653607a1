import { type DynamoDBDocumentClient, type GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tableName } from '../../../contracts/tables';
import { CatalogContentionError } from '../../../core/catalog/catalog-store';
import { dynamoCatalog } from '../../../core/catalog/dynamo-catalog';
import { dynamoCatalogIndexes } from '../../../core/catalog/dynamo-catalog-indexes';
import { registerEdit, storeEnrichment } from '../../../core/enrichment/catalog-changes';
import { type JobEdit, jobEdit } from '../../../core/enrichment/job-edit';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';
import { buildEnrichment, buildJob } from '../../support/enrichment-job';

let server: DynaliteServer;
beforeAll(async () => {
  server = await startDynalite({ tables: ['catalog'] });
});
afterAll(() => server.stop());

const at = '2026-11-24T01:00:00.000Z';
const edit = (catalogId: string, title = '題'): JobEdit =>
  jobEdit(buildJob({ catalogId, item: { title, creators: [] } })) as JobEdit;
const enriched = (catalogId: string) =>
  storeEnrichment(
    edit(catalogId),
    {
      enrichment: buildEnrichment(),
      provenance: {
        jobId: 'j',
        model: 'claude-haiku-4-5',
        promptVersion: '2026-11-1',
        inputHash: edit(catalogId).inputHash,
        inputTokens: 1,
        outputTokens: 2,
        costUsd: 0.5,
        enrichedAt: at,
      },
    },
    at,
  );

const collect = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
};

const stores = () => {
  const where = { documents: server.documents, table: tableName(server.environment, 'catalog') };
  return { catalog: dynamoCatalog(where), indexes: dynamoCatalogIndexes(where) };
};

test('a row is read as it was written', async () => {
  const { catalog } = stores();
  const { record, changed } = await catalog.change('round-trip', enriched('round-trip'));
  expect(changed).toBe(true);
  expect(await catalog.get('round-trip')).toEqual(record);
  expect(await catalog.getMany(['round-trip', 'absent', 'round-trip'])).toEqual([record]);
});

test('an item waits in the sparse index until it is enriched, and is found by its prompt from then on', async () => {
  const { catalog, indexes } = stores();
  await catalog.change('waits', registerEdit(edit('waits'), at));
  expect((await collect(indexes.waiting())).map(({ catalogId }) => catalogId)).toEqual(['waits']);
  expect(await indexes.countWaiting()).toBe(1);
  await catalog.change('waits', enriched('waits'));
  expect(await indexes.countWaiting()).toBe(0);
  expect(await collect(indexes.enrichedBy('2026-11-1'))).toContainEqual({ catalogId: 'waits', demand: 0 });
  expect(await collect(indexes.withStatus('enriched'))).toContain('waits');
  expect(await indexes.count('enriched')).toBe(2);
  expect(await indexes.count('enriched', '2026-11-24T01:00:00.001Z')).toBe(0);
  expect(await indexes.oldest('enriched')).toBe(at);
  expect(await indexes.oldest('parked')).toBeUndefined();
});

test('of two writers that saw the same row one writes, and the other decides again', async () => {
  const { catalog } = stores();
  const seen: (number | undefined)[] = [];
  await Promise.all(
    ['甲', '乙'].map((title) =>
      catalog.change('contended', (current) => {
        seen.push(current?.revision);
        return current
          ? { ...current, demand: current.demand + 1 }
          : registerEdit(edit('contended', title), at)(current);
      }),
    ),
  );
  expect(seen).toHaveLength(3);
  expect(await catalog.get('contended')).toMatchObject({ revision: 2, demand: 1 });
});

test('a row that never stands still is given up with an error that may be tried again', async () => {
  const { catalog } = stores();
  await catalog.change('busy', registerEdit(edit('busy'), at));
  const interrupted = {
    send: async (command: GetCommand | PutCommand) => {
      if (command instanceof PutCommand) {
        await catalog.change('busy', (row) => row && { ...row, demand: row.demand + 1 });
      }
      return server.documents.send(command as PutCommand);
    },
  } as unknown as DynamoDBDocumentClient;
  const meddled = dynamoCatalog({
    documents: interrupted,
    table: tableName(server.environment, 'catalog'),
  }).change('busy', (current) => current);
  await expect(meddled).rejects.toThrow(CatalogContentionError);
  expect(await catalog.get('busy')).toMatchObject({ demand: 8 });
});
