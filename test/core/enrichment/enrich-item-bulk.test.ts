import type { BulkMark } from '../../../core/catalog/bulk-mark';
import { registerEdit } from '../../../core/enrichment/catalog-changes';
import { jobEdit } from '../../../core/enrichment/job-edit';
import { enrichItemWorld, enrichmentCall, jobBody } from '../../support/enrich-item-world';
import { buildJob } from '../../support/enrichment-job';

describe('outside the bulk window', () => {
  test('a job waits in the catalogue, without a model call', async () => {
    const { enrich, catalog, world } = enrichItemWorld();
    world.bulk = false;
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'held' });
    expect(catalog.rows.get('C1')).toMatchObject({ status: 'imported', waiting: true });
    expect(world.calls).toBe(0);
  });

  test('an urgent job passes', async () => {
    const { enrich, world } = enrichItemWorld();
    world.bulk = false;
    expect(await enrich(jobBody({ urgent: true }), enrichmentCall)).toMatchObject({ kind: 'enriched' });
  });
});

describe('a title that is in a batch job', () => {
  const inBatch = async (mark: Partial<BulkMark> = {}) => {
    const system = enrichItemWorld();
    const edit = jobEdit(buildJob());
    if (!edit) throw new Error('the job has no date');
    await system.catalog.change('C1', registerEdit(edit, edit.requestedAt));
    const row = system.catalog.rows.get('C1');
    if (!row) throw new Error('no row');
    system.catalog.rows.set('C1', {
      ...row,
      bulk: {
        job: 'manga-assist-test-enrich-1',
        jobId: 'import:C1:1',
        requestedBy: 'test',
        promptVersion: edit.job.promptVersion,
        at: '2026-11-24T00:30:00.000Z',
        until: '2026-11-25T06:30:00.000Z',
        ...mark,
      },
    });
    return system;
  };

  test('is left to it: its message is acknowledged without a model call', async () => {
    const { enrich, world, catalog } = await inBatch();
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'inBulkJob' });
    expect(world.calls).toBe(0);
    expect(catalog.rows.get('C1')?.bulk).toBeDefined();
  });

  test.each([
    ['its time is up', { until: '2026-11-24T01:00:00.000Z' }],
    ['it gave the title back', { released: true }],
  ])('is enriched by the queue when %s', async (_, mark) => {
    const { enrich, catalog } = await inBatch(mark);
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'enriched' });
    expect(catalog.rows.get('C1')?.bulk).toBeUndefined();
  });

  test('is enriched at once by an urgent job', async () => {
    const { enrich } = await inBatch();
    expect(await enrich(jobBody({ urgent: true }), enrichmentCall)).toMatchObject({ kind: 'enriched' });
  });

  test('leaves it with a newer text', async () => {
    const { enrich, catalog } = await inBatch();
    const edit = jobBody({
      jobId: 'edit',
      item: { title: '新', creators: [] },
      requestedAt: '2026-11-24T00:45:00Z',
    });
    expect(await enrich(edit, enrichmentCall)).toMatchObject({ kind: 'enriched' });
    expect(catalog.rows.get('C1')?.item.title).toBe('新');
    expect(catalog.rows.get('C1')?.bulk).toBeUndefined();
  });
});
