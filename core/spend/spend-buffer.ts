import type { ModelKey } from '../../contracts/model-catalog';
import type { Logger } from '../observability/logger';
import type { SpendKind } from './spend-entry';
import type { SpendLedger, SpentCall } from './spend-ledger';

export interface SpendBuffer {
  /** Never throws, and is not waited for. */
  add(call: SpentCall): void;
  /** Writes what was added since the last flush. Never rejects: what cannot be written stays for the next one. Call it on an interval, and before the process ends. */
  flush(): Promise<void>;
}

interface Sum {
  readonly calls: number;
  readonly spent: SpentCall;
}

const plus = (a: number | undefined, b: number | undefined): number => (a ?? 0) + (b ?? 0);

const addUp = (sum: Sum | undefined, next: Sum): Sum => {
  if (sum === undefined) return next;
  const [a, b] = [sum.spent, next.spent];
  return {
    calls: sum.calls + next.calls,
    spent: {
      model: a.model,
      costUsd: a.costUsd + b.costUsd,
      usage: {
        inputTokens: a.usage.inputTokens + b.usage.inputTokens,
        outputTokens: a.usage.outputTokens + b.usage.outputTokens,
        cacheReadInputTokens: plus(a.usage.cacheReadInputTokens, b.usage.cacheReadInputTokens),
        cacheWriteInputTokens: plus(a.usage.cacheWriteInputTokens, b.usage.cacheWriteInputTokens),
      },
    },
  };
};

/**
 * Books many calls as one addition for each model: one row of the ledger takes all answers of a day, and a write for each
 * of them would queue there. A process that is killed loses what it has not flushed.
 */
export const createSpendBuffer = (dependencies: {
  readonly ledger: Pick<SpendLedger, 'add'>;
  readonly kind: SpendKind;
  readonly logger: Logger;
}): SpendBuffer => {
  const { ledger, kind, logger } = dependencies;
  const sums = new Map<ModelKey, Sum>();
  const keep = (sum: Sum): void => {
    sums.set(sum.spent.model, addUp(sums.get(sum.spent.model), sum));
  };
  return {
    add: (call) => keep({ calls: 1, spent: call }),
    flush: async () => {
      const taken = [...sums.values()];
      sums.clear();
      await Promise.all(
        taken.map(async (sum) => {
          try {
            await ledger.add(kind, sum.spent, sum.calls);
          } catch (error) {
            keep(sum);
            logger.error('spend could not be booked; it stays for the next time', { error });
          }
        }),
      );
    },
  };
};
