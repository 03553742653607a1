import { requestBudgetMs, type Stage, stageBudgetMs, stages } from '../../contracts/deadline-budget';

/** What is timed: the stages of the budget, and the search in the catalogue, which runs in the model's time. */
export type TimedStage = Stage | 'retrieval';

/** The reference design has no stage for the search: it may take this part of the request. */
const retrievalPart = 1 / 6;

/**
 * The shares of a request that has `totalMs`, milliseconds: the stages' sum is `totalMs`. The model has what a longer
 * request has more; a shorter one shortens all stages alike.
 */
export const shareBudget = (totalMs: number): Readonly<Record<TimedStage, number>> => {
  const scale = Math.min(1, totalMs / requestBudgetMs);
  const shares: Record<Stage, number> = { ...stageBudgetMs, model: 0 };
  for (const stage of stages) shares[stage] = Math.floor(shares[stage] * scale);
  const others = stages.reduce((sum, stage) => sum + shares[stage], 0);
  return { ...shares, model: totalMs - others, retrieval: Math.floor(totalMs * retrievalPart) };
};
