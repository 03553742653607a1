import type { Now } from '../clock';
import { dayInJapan, dayMs, timeInJapanMs } from '../japan-time';
import { describeFailure } from '../observability/describe-failure';
import type { Logger } from '../observability/logger';
import type { SpendEntry } from './spend-entry';
import type { SpendLedger } from './spend-ledger';

/** How old the sum may be, in milliseconds. */
const refreshMs = 15_000;

/** A day may begin busily: this share of the budget may be spent at any hour. */
const headStart = 0.25;

/** What may have been spent by a time of the day: the head start, then evenly until midnight in Japan. */
export const allowedByNow = (budgetUsd: number, epochMs: number): number =>
  budgetUsd * (headStart + (1 - headStart) * (timeInJapanMs(epochMs) / dayMs));

export interface BudgetWatch {
  /** Whether the chat of today has cost more than its pace allows. Never waits: a sum that is old is renewed in the background. */
  burningTooFast(): boolean;
}

const chatCost = (entries: readonly SpendEntry[]): number =>
  entries
    .filter(({ kind }) => kind === 'chat' || kind === 'embedding')
    .reduce((sum, entry) => sum + entry.costUsd, 0);

/**
 * Watches the day's budget for chat. A budget of 0 means that nothing may be spent above it: always too fast.
 * When the ledger cannot be read the last sum stays in force, and the failure is logged.
 */
export const createBudgetWatch = (dependencies: {
  readonly ledger: Pick<SpendLedger, 'day'>;
  readonly budgetUsd: () => number;
  readonly now: Now;
  readonly logger: Logger;
}): BudgetWatch => {
  const { ledger, budgetUsd, now, logger } = dependencies;
  let spentUsd = 0;
  let day = '';
  let readAt = Number.NEGATIVE_INFINITY;

  const refresh = async (today: string): Promise<void> => {
    try {
      const entries = await ledger.day(today);
      spentUsd = chatCost(entries);
      day = today;
    } catch (error) {
      logger.error("The day's spend could not be read; the last sum stays in force.", {
        error: describeFailure(error),
      });
    }
  };

  return {
    burningTooFast: () => {
      const at = now();
      const today = dayInJapan(at);
      if (at - readAt >= refreshMs) {
        readAt = at;
        void refresh(today);
      }
      return day === today ? spentUsd >= allowedByNow(budgetUsd(), at) : budgetUsd() === 0;
    },
  };
};
