import { ModelCallError } from '../../../core/bedrock/model-call-error';
import type { BulkMark } from '../../../core/catalog/bulk-mark';
import { markRequeued, registerEdit } from '../../../core/enrichment/catalog-changes';
import { createDeliverEnrichment } from '../../../core/enrichment/deliver-enrichment';
import { createEnrichItem } from '../../../core/enrichment/enrich-item';
import { createGenerateEnrichment } from '../../../core/enrichment/generate-enrichment';
import { jobEdit } from '../../../core/enrichment/job-edit';
import type { ParkedJob } from '../../../core/enrichment/parked-jobs';
import type { IndexedItem } from '../../../core/retrieval/catalog-search';
import { buildJob, buildReply } from '../../support/enrichment-job';
import { memoryCatalog } from '../../support/memory-catalog';
import { fakePatience } from '../../support/patience';

const at = Date.parse('2026-11-24T01:00:00Z');
const call = { deadline: at + 60_000 };
const body = (changes: Parameters<typeof buildJob>[0] = {}): string => JSON.stringify(buildJob(changes));

const setUp = (options: { readonly reply?: () => Promise<ReturnType<typeof buildReply>> } = {}) => {
  const catalog = memoryCatalog();
  const parked: Omit<ParkedJob, 'parkedAt'>[] = [];
  const indexed: IndexedItem[] = [];
  const events: string[] = [];
  const patience = fakePatience(at);
  const world = { calls: 0, bulk: true, indexFails: false, publishFails: false, throttledEmbeddings: 0 };
  const enrich = createEnrichItem({
    catalog,
    parkedJobs: { park: async (job) => void parked.push(job) },
    generate: createGenerateEnrichment(
      {
        invoke: async () => {
          world.calls += 1;
          return options.reply ? options.reply() : buildReply();
        },
      },
      'claude-haiku-4-5',
    ),
    deliver: createDeliverEnrichment({
      catalog,
      search: {
        index: async (items) => {
          if (world.indexFails) throw new Error('the index is down');
          if (world.throttledEmbeddings > 0) {
            world.throttledEmbeddings -= 1;
            throw new ModelCallError('throttled', { kind: 'unavailable', fault: 'model', retryable: true });
          }
          indexed.push(...items);
        },
      },
      publish: async ({ eventId }) => {
        if (world.publishFails) throw new Error('the topic is down');
        events.push(eventId);
      },
      patience,
    }),
    bulkMayRun: () => world.bulk,
    now: () => at,
  });
  return { enrich, catalog, parked, indexed, events, world };
};

describe('a job that can be done', () => {
  test('is stored with its provenance, indexed and published', async () => {
    const { enrich, catalog, indexed, events } = setUp();
    expect(await enrich(body(), call)).toEqual({
      kind: 'enriched',
      catalogId: 'C1',
      jobId: 'import:C1:1',
      costUsd: 0.0029,
    });
    const record = catalog.rows.get('C1');
    expect(record).toMatchObject({
      status: 'enriched',
      waiting: false,
      item: { title: '進撃の巨人' },
      enrichment: { titleEnglish: 'Attack on Titan' },
      provenance: {
        jobId: 'import:C1:1',
        model: 'claude-haiku-4-5',
        promptVersion: '2026-11-1',
        inputTokens: 900,
        outputTokens: 400,
        costUsd: 0.0029,
        enrichedAt: '2026-11-24T01:00:00.000Z',
      },
    });
    expect(record?.undelivered).toBeUndefined();
    expect(indexed.map(({ catalogId }) => catalogId)).toEqual(['C1']);
    expect(events).toEqual([`C1:2026-11-1:${record?.inputHash}:2026-11-24T00:00:00.000Z`]);
  });

  test('costs nothing when it is delivered, redriven or imported again', async () => {
    const { enrich, world, events } = setUp();
    await enrich(body(), call);
    const again = await Promise.all([
      enrich(body(), call),
      enrich(body({ jobId: 'import:C1:2', requestedAt: '2026-11-24T00:30:00.000Z' }), call),
    ]);
    expect(again.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
    expect(world.calls).toBe(1);
    expect(events).toHaveLength(1);
  });

  test('waits for a throttled embedding rather than cost the message a receive', async () => {
    const { enrich, world, events } = setUp();
    world.throttledEmbeddings = 3;
    expect(await enrich(body(), call)).toMatchObject({ kind: 'enriched' });
    expect(events).toHaveLength(1);
  });

  test.each(['indexFails', 'publishFails'] as const)(
    'is completed by the next delivery at no cost when %s after the write',
    async (failure) => {
      const { enrich, world, events, indexed, catalog } = setUp();
      world[failure] = true;
      await expect(enrich(body(), call)).rejects.toThrow('is down');
      expect(catalog.rows.get('C1')).toMatchObject({ status: 'enriched', undelivered: expect.any(String) });
      world[failure] = false;
      expect(await enrich(body(), call)).toMatchObject({ kind: 'unchanged' });
      expect(world.calls).toBe(1);
      expect(events).toHaveLength(1);
      expect(indexed.length).toBeGreaterThan(0);
      expect(catalog.rows.get('C1')?.undelivered).toBeUndefined();
    },
  );
});

describe('the edits of one title', () => {
  const edit = (title: string, minute: number) =>
    body({
      jobId: `edit-${minute}`,
      item: { title, creators: [] },
      requestedAt: `2026-11-24T00:${String(minute).padStart(2, '0')}:00Z`,
    });

  test('an older edit that comes late changes nothing and costs nothing', async () => {
    const { enrich, catalog, world } = setUp();
    await enrich(edit('新', 20), call);
    expect(await enrich(edit('旧', 10), call)).toMatchObject({ kind: 'superseded' });
    expect(catalog.rows.get('C1')?.item.title).toBe('新');
    expect(world.calls).toBe(1);
  });

  test('a newer edit that is stored while the model writes is not overwritten', async () => {
    const world: { enrich?: ReturnType<typeof setUp> } = {};
    let nested = false;
    world.enrich = setUp({
      reply: async () => {
        if (!nested) {
          nested = true;
          await world.enrich?.enrich(edit('新', 20), call);
        }
        return buildReply();
      },
    });
    expect(await world.enrich.enrich(edit('旧', 10), call)).toMatchObject({ kind: 'superseded' });
    expect(world.enrich.catalog.rows.get('C1')?.item.title).toBe('新');
  });

  test('a new text is paid for, and has an event of its own', async () => {
    const { enrich, world, events } = setUp();
    await enrich(edit('甲', 10), call);
    await enrich(edit('乙', 20), call);
    await enrich(edit('甲', 30), call);
    expect(world.calls).toBe(3);
    expect(new Set(events).size).toBe(3);
  });
});

describe('a job that cannot be done', () => {
  test('bad JSON is parked with an id that a redrive does not change', async () => {
    const { enrich, parked, world } = setUp();
    const first = await enrich('{"jobId":', call);
    const second = await enrich('{"jobId":', call);
    expect(first).toMatchObject({ kind: 'parked', reason: 'the message is not JSON' });
    expect(second).toEqual(first);
    expect(parked[0]).toMatchObject({ kind: 'enrichment', body: '{"jobId":' });
    expect(world.calls).toBe(0);
  });

  test.each([
    ['a field is missing', { item: { title: '題' } as never }, 'item.creators is required'],
    [
      'the date is none',
      { requestedAt: '2026-13-45T00:00:00Z' },
      'requestedAt is not a date of the calendar',
    ],
    ['the date is to come', { requestedAt: '2027-01-01T00:00:00Z' }, 'requestedAt is in the future'],
    ['the prompt is unknown', { promptVersion: '2031-1' }, 'promptVersion is not known to this release'],
  ])('it is parked when %s', async (_, change, reason) => {
    const { enrich, parked } = setUp();
    await enrich(body(change), call);
    expect(parked).toEqual([
      expect.objectContaining({ jobId: 'import:C1:1', reason: expect.stringContaining(reason) }),
    ]);
  });

  test('two replies that do not fit park it, and the title is not queued again by itself', async () => {
    const { enrich, parked, catalog } = setUp({ reply: async () => buildReply({ text: 'わかりません' }) });
    expect(await enrich(body(), call)).toMatchObject({ kind: 'parked' });
    expect(parked[0]).toMatchObject({ jobId: 'import:C1:1', catalogId: 'C1', body: body() });
    expect(catalog.rows.get('C1')).toMatchObject({ status: 'parked', waiting: false });
  });

  test('its second message costs nothing, until it is requeued', async () => {
    const { enrich, parked, world, catalog } = setUp({ reply: async () => buildReply({ text: '' }) });
    await enrich(body(), call);
    expect(await enrich(body(), call)).toMatchObject({ kind: 'unchanged' });
    expect(world.calls).toBe(2);
    const edit = jobEdit(buildJob());
    if (edit) await catalog.change('C1', markRequeued(edit, edit.requestedAt));
    await enrich(body(), call);
    expect(world.calls).toBe(4);
    expect(parked).toHaveLength(2);
  });

  const modelError = (facts: Partial<ConstructorParameters<typeof ModelCallError>[1]>) =>
    new ModelCallError('ValidationException: too long', {
      kind: 'rejected',
      fault: 'caller',
      retryable: false,
      ...facts,
    });

  test('what Bedrock refuses as invalid is parked', async () => {
    const { enrich } = setUp({ reply: () => Promise.reject(modelError({})) });
    expect(await enrich(body(), call)).toMatchObject({
      kind: 'parked',
      reason: 'ValidationException: too long',
    });
  });

  test.each([
    ['throttling', modelError({ kind: 'unavailable', fault: 'model', retryable: true })],
    ['a missing permission', modelError({ kind: 'rejected', fault: 'configuration' })],
    ['a network that is down', new Error('ECONNREFUSED')],
  ])('%s is not its fault: it is to be delivered again', async (_, error) => {
    const { enrich, parked } = setUp({ reply: () => Promise.reject(error) });
    await expect(enrich(body(), call)).rejects.toBe(error);
    expect(parked).toEqual([]);
  });
});

describe('outside the bulk window', () => {
  test('a job waits in the catalogue, without a model call', async () => {
    const { enrich, catalog, world } = setUp();
    world.bulk = false;
    expect(await enrich(body(), call)).toMatchObject({ kind: 'held' });
    expect(catalog.rows.get('C1')).toMatchObject({ status: 'imported', waiting: true });
    expect(world.calls).toBe(0);
  });

  test('an urgent job passes', async () => {
    const { enrich, world } = setUp();
    world.bulk = false;
    expect(await enrich(body({ urgent: true }), call)).toMatchObject({ kind: 'enriched' });
  });
});

describe('a title that is in a batch job', () => {
  const inBatch = async (mark: Partial<BulkMark> = {}) => {
    const system = setUp();
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
    expect(await enrich(body(), call)).toMatchObject({ kind: 'inBulkJob' });
    expect(world.calls).toBe(0);
    expect(catalog.rows.get('C1')?.bulk).toBeDefined();
  });

  test.each([
    ['its time is up', { until: '2026-11-24T01:00:00.000Z' }],
    ['it gave the title back', { released: true }],
  ])('is enriched by the queue when %s', async (_, mark) => {
    const { enrich, catalog } = await inBatch(mark);
    expect(await enrich(body(), call)).toMatchObject({ kind: 'enriched' });
    expect(catalog.rows.get('C1')?.bulk).toBeUndefined();
  });

  test('is enriched at once by an urgent job', async () => {
    const { enrich } = await inBatch();
    expect(await enrich(body({ urgent: true }), call)).toMatchObject({ kind: 'enriched' });
  });

  test('leaves it with a newer text', async () => {
    const { enrich, catalog } = await inBatch();
    const edit = body({
      jobId: 'edit',
      item: { title: '新', creators: [] },
      requestedAt: '2026-11-24T00:45:00Z',
    });
    expect(await enrich(edit, call)).toMatchObject({ kind: 'enriched' });
    expect(catalog.rows.get('C1')?.item.title).toBe('新');
    expect(catalog.rows.get('C1')?.bulk).toBeUndefined();
  });
});
