import { silentLogger } from '../../../core/observability/logger';
import { createSpendBuffer } from '../../../core/spend/spend-buffer';

const call = (costUsd: number) => ({
  model: 'claude-haiku-4-5' as const,
  usage: { inputTokens: 10, outputTokens: 5 },
  costUsd,
});

const setUp = () => {
  const booked: unknown[] = [];
  let failures = 0;
  const buffer = createSpendBuffer({
    kind: 'chat',
    logger: silentLogger,
    ledger: {
      add: async (kind, { model, costUsd, usage }, calls) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error('throttled');
        }
        booked.push({ kind, model, calls, costUsd, output: usage.outputTokens });
      },
    },
  });
  return {
    buffer,
    booked,
    failOnce: () => {
      failures = 1;
    },
  };
};

describe('the spend of many answers', () => {
  test('is booked as one sum for each model', async () => {
    const { buffer, booked } = setUp();
    buffer.add(call(0.25));
    buffer.add(call(0.5));
    buffer.add({ ...call(1), model: 'claude-sonnet-4-5' });
    await buffer.flush();
    await buffer.flush();
    expect(booked).toEqual([
      { kind: 'chat', model: 'claude-haiku-4-5', calls: 2, costUsd: 0.75, output: 10 },
      { kind: 'chat', model: 'claude-sonnet-4-5', calls: 1, costUsd: 1, output: 5 },
    ]);
  });

  test('that could not be booked is booked the next time, with what came since', async () => {
    const { buffer, booked, failOnce } = setUp();
    buffer.add(call(0.25));
    failOnce();
    await buffer.flush();
    expect(booked).toEqual([]);
    buffer.add(call(0.5));
    await buffer.flush();
    expect(booked).toEqual([
      { kind: 'chat', model: 'claude-haiku-4-5', calls: 2, costUsd: 0.75, output: 10 },
    ]);
  });
});
