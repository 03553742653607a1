import type { Degradation } from '../../contracts/chat-reply';
import type { ModelPreference } from '../../contracts/chat-request';
import type { ModelKey } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import { resolveModel } from '../bedrock/resolve-model';
import type { RecordMetric } from '../observability/metrics-recorder';
import type { SessionTurn } from '../sessions/session-store';
import { estimateTokens } from './estimate-tokens';
import { routeModel } from './route-model';

export interface ModelChoice {
  readonly model: ModelKey;
  readonly reason: string;
  readonly degraded: readonly Degradation[];
}

const tokensOf = (turns: readonly SessionTurn[]): number =>
  turns.reduce(
    (sum, { message, answer }) => sum + estimateTokens(message) + estimateTokens(answer?.reply ?? ''),
    0,
  );

/**
 * Routes a message and names the model of the catalogue, as the configuration of the moment has it. What counts as context
 * is the conversation; the catalogue's items are given with every question. Each fallback for the budget's sake is a metric.
 */
export const chooseModel =
  (dependencies: {
    readonly config: () => RuntimeConfig;
    readonly burningTooFast: () => boolean;
    readonly record: RecordMetric;
  }) =>
  (question: {
    readonly message: string;
    readonly preference: ModelPreference;
    readonly history: readonly SessionTurn[];
  }): ModelChoice => {
    const config = dependencies.config();
    const answered = question.history.filter(({ answer }) => answer !== undefined);
    const { slot, reason, degraded } = routeModel({
      message: question.message,
      preference: question.preference,
      historyTurns: answered.length,
      contextTokens: estimateTokens(question.message) + tokensOf(answered),
      costRouting: config.feature_flags.enable_cost_routing,
      overBudget: dependencies.burningTooFast(),
    });
    if (degraded.includes('budget-fast-model')) dependencies.record('budgetFallbacks', 1);
    return { model: resolveModel(config, slot), reason, degraded };
  };
