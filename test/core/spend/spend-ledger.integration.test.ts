import { tableName } from '../../../contracts/tables';
import { createSpendLedger } from '../../../core/spend/spend-ledger';
import { type DynaliteServer, startDynalite } from '../../support/dynalite-server';

describe('the spend ledger in DynamoDB', () => {
  let server: DynaliteServer;
  const lateInJapan = Date.UTC(2026, 10, 24, 14, 59);

  beforeAll(async () => {
    server = await startDynalite({ tables: ['spend'] });
  });
  afterAll(() => server.stop());

  const ledgerAt = (now: number) =>
    createSpendLedger({
      documents: server.documents,
      table: tableName(server.environment, 'spend'),
      now: () => now,
    });

  const call = {
    model: 'claude-haiku-4-5',
    usage: { inputTokens: 100, outputTokens: 10, cacheReadInputTokens: 20 },
    costUsd: 0.5,
  } as const;

  test('calls of many tasks at once add up, by kind and model', async () => {
    const ledger = ledgerAt(lateInJapan);
    await Promise.all(Array.from({ length: 20 }, () => ledger.add('chat', call)));
    await ledger.add('enrichment', { ...call, model: 'claude-sonnet-4-5' });
    expect(await ledger.day('2026-11-24')).toEqual([
      {
        day: '2026-11-24',
        kind: 'chat',
        model: 'claude-haiku-4-5',
        calls: 20,
        inputTokens: 2400,
        outputTokens: 200,
        costUsd: 10,
      },
      {
        day: '2026-11-24',
        kind: 'enrichment',
        model: 'claude-sonnet-4-5',
        calls: 1,
        inputTokens: 120,
        outputTokens: 10,
        costUsd: 0.5,
      },
    ]);
  });

  test('a day is a day in Japan, and one without calls is empty', async () => {
    await ledgerAt(lateInJapan + 60_000).add('chat', call);
    expect(await ledgerAt(lateInJapan).day('2026-11-25')).toHaveLength(1);
    expect(await ledgerAt(lateInJapan).day('2026-11-26')).toEqual([]);
  });
});
