import { tableName } from '../../../contracts/tables';
import { dynamoParkedJobs } from '../../../core/enrichment/parked-jobs';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';

let server: DynaliteServer;
beforeAll(async () => {
  server = await startDynalite({ tables: ['parkedJobs'] });
});
afterAll(() => server.stop());

test('a parked job keeps its reason and its message until it is removed, and is parked once', async () => {
  let now = Date.parse('2026-11-24T00:00:00Z');
  const parked = dynamoParkedJobs({
    documents: server.documents,
    table: tableName(server.environment, 'parkedJobs'),
    now: () => now,
  });
  const job = {
    jobId: 'j1',
    kind: 'enrichment',
    code: 'UNFIT_REPLY',
    reason: 'two replies did not fit',
    body: '{}',
    catalogId: 'C1',
  } as const;
  await parked.park(job);
  now += 1000;
  await parked.park(job);
  await parked.park({
    jobId: 'j2',
    kind: 'moderation',
    code: 'NOT_AN_IMAGE',
    reason: 'not an image',
    body: '{}',
  });

  expect(await parked.get('j1')).toEqual({ ...job, parkedAt: '2026-11-24T00:00:01.000Z' });
  expect(await parked.count('enrichment')).toBe(1);
  const listed = [];
  for await (const one of parked.list('moderation')) listed.push(one.jobId);
  expect(listed).toEqual(['j2']);
  await parked.remove('j1');
  expect(await parked.get('j1')).toBeUndefined();
});
