import { ModelCallError } from '../../../core/bedrock/model-call-error';
import { markRequeued } from '../../../core/enrichment/catalog-changes';
import { jobEdit } from '../../../core/enrichment/job-edit';
import { enrichItemWorld, enrichmentCall, jobBody } from '../../support/enrich-item-world';
import { buildJob, buildReply } from '../../support/enrichment-job';

describe('a job that can be done', () => {
  test('is stored with its provenance, indexed and published', async () => {
    const { enrich, catalog, indexed, events } = enrichItemWorld();
    expect(await enrich(jobBody(), enrichmentCall)).toEqual({
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
    const { enrich, world, events } = enrichItemWorld();
    await enrich(jobBody(), enrichmentCall);
    const again = await Promise.all([
      enrich(jobBody(), enrichmentCall),
      enrich(jobBody({ jobId: 'import:C1:2', requestedAt: '2026-11-24T00:30:00.000Z' }), enrichmentCall),
    ]);
    expect(again.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
    expect(world.calls).toBe(1);
    expect(events).toHaveLength(1);
  });

  test('waits for a throttled embedding rather than cost the message a receive', async () => {
    const { enrich, world, events } = enrichItemWorld();
    world.throttledEmbeddings = 3;
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'enriched' });
    expect(events).toHaveLength(1);
  });

  test.each(['indexFails', 'publishFails'] as const)(
    'is completed by the next delivery at no cost when %s after the write',
    async (failure) => {
      const { enrich, world, events, indexed, catalog } = enrichItemWorld();
      world[failure] = true;
      await expect(enrich(jobBody(), enrichmentCall)).rejects.toThrow('is down');
      expect(catalog.rows.get('C1')).toMatchObject({ status: 'enriched', undelivered: expect.any(String) });
      world[failure] = false;
      expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'unchanged' });
      expect(world.calls).toBe(1);
      expect(events).toHaveLength(1);
      expect(indexed.length).toBeGreaterThan(0);
      expect(catalog.rows.get('C1')?.undelivered).toBeUndefined();
    },
  );
});

describe('the edits of one title', () => {
  const edit = (title: string, minute: number) =>
    jobBody({
      jobId: `edit-${minute}`,
      item: { title, creators: [] },
      requestedAt: `2026-11-24T00:${String(minute).padStart(2, '0')}:00Z`,
    });

  test('an older edit that comes late changes nothing and costs nothing', async () => {
    const { enrich, catalog, world } = enrichItemWorld();
    await enrich(edit('新', 20), enrichmentCall);
    expect(await enrich(edit('旧', 10), enrichmentCall)).toMatchObject({ kind: 'superseded' });
    expect(catalog.rows.get('C1')?.item.title).toBe('新');
    expect(world.calls).toBe(1);
  });

  test('a newer edit that is stored while the model writes is not overwritten', async () => {
    const world: { enrich?: ReturnType<typeof enrichItemWorld> } = {};
    let nested = false;
    world.enrich = enrichItemWorld({
      reply: async () => {
        if (!nested) {
          nested = true;
          await world.enrich?.enrich(edit('新', 20), enrichmentCall);
        }
        return buildReply();
      },
    });
    expect(await world.enrich.enrich(edit('旧', 10), enrichmentCall)).toMatchObject({ kind: 'superseded' });
    expect(world.enrich.catalog.rows.get('C1')?.item.title).toBe('新');
  });

  test('a new text is paid for, and has an event of its own', async () => {
    const { enrich, world, events } = enrichItemWorld();
    await enrich(edit('甲', 10), enrichmentCall);
    await enrich(edit('乙', 20), enrichmentCall);
    await enrich(edit('甲', 30), enrichmentCall);
    expect(world.calls).toBe(3);
    expect(new Set(events).size).toBe(3);
  });
});

describe('a job that cannot be done', () => {
  test('bad JSON is parked with an id that a redrive does not change', async () => {
    const { enrich, parked, world } = enrichItemWorld();
    const first = await enrich('{"jobId":', enrichmentCall);
    const second = await enrich('{"jobId":', enrichmentCall);
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
    const { enrich, parked } = enrichItemWorld();
    await enrich(jobBody(change), enrichmentCall);
    expect(parked).toEqual([
      expect.objectContaining({ jobId: 'import:C1:1', reason: expect.stringContaining(reason) }),
    ]);
  });

  test('two replies that do not fit park it, and the title is not queued again by itself', async () => {
    const { enrich, parked, catalog } = enrichItemWorld({
      reply: async () => buildReply({ text: 'わかりません' }),
    });
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'parked' });
    expect(parked[0]).toMatchObject({ jobId: 'import:C1:1', catalogId: 'C1', body: jobBody() });
    expect(catalog.rows.get('C1')).toMatchObject({ status: 'parked', waiting: false });
  });

  test('its second message costs nothing, until it is requeued', async () => {
    const { enrich, parked, world, catalog } = enrichItemWorld({
      reply: async () => buildReply({ text: '' }),
    });
    await enrich(jobBody(), enrichmentCall);
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({ kind: 'unchanged' });
    expect(world.calls).toBe(2);
    const edit = jobEdit(buildJob());
    if (edit) await catalog.change('C1', markRequeued(edit, edit.requestedAt));
    await enrich(jobBody(), enrichmentCall);
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
    const { enrich } = enrichItemWorld({ reply: () => Promise.reject(modelError({})) });
    expect(await enrich(jobBody(), enrichmentCall)).toMatchObject({
      kind: 'parked',
      reason: 'ValidationException: too long',
    });
  });

  test.each([
    ['throttling', modelError({ kind: 'unavailable', fault: 'model', retryable: true })],
    ['a missing permission', modelError({ kind: 'rejected', fault: 'configuration' })],
    ['a network that is down', new Error('ECONNREFUSED')],
  ])('%s is not its fault: it is to be delivered again', async (_, error) => {
    const { enrich, parked } = enrichItemWorld({ reply: () => Promise.reject(error) });
    await expect(enrich(jobBody(), enrichmentCall)).rejects.toBe(error);
    expect(parked).toEqual([]);
  });
});
