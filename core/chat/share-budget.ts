import { requestBudgetMs, type Stage, stageBudgetMs, stages } from '../../contracts/deadline-budget';

/**
 * The shares of a request that has `totalMs`, milliseconds: their sum is `totalMs`. The model has what a longer request
 * has more; a shorter one shortens all stages alike.
 */
export const shareBudget = (totalMs: number): Readonly<Record<Stage, number>> => {
  const scale = Math.min(1, totalMs / requestBudgetMs);
  const shares = { ...stageBudgetMs, model: 0 } satisfies Record<Stage, number>;
  const scaled: Record<Stage, number> = { ...shares };
  for (const stage of stages) scaled[stage] = Math.floor(shares[stage] * scale);
  const others = stages.reduce((sum, stage) => sum + scaled[stage], 0);
  return { ...scaled, model: totalMs - others };
};
