import type { Degradation } from '../../contracts/chat-reply';
import type { ModelPreference } from '../../contracts/chat-request';
import { matchRoutingRule, type RoutedMessage } from './match-routing-rule';
import type { ModelSlot } from './routing-rules';

export interface RoutingQuestion extends RoutedMessage {
  readonly preference: ModelPreference;
  /** `enable_cost_routing`; off: `auto` is always the quality model, but for the budget. */
  readonly costRouting: boolean;
  /** Whether the budget of the day is burning faster than its pace allows. */
  readonly overBudget: boolean;
}

export interface Route {
  readonly slot: ModelSlot;
  /** Code of the rule, for the log and the reply. */
  readonly reason: string;
  readonly degraded: readonly Degradation[];
}

const chosenBySystem = (question: RoutingQuestion): Omit<Route, 'degraded'> => {
  if (!question.costRouting) return { slot: 'quality', reason: 'cost-routing-off' };
  const { slot, reason } = matchRoutingRule(question);
  return { slot, reason };
};

/**
 * Which model answers. A customer's own choice is kept; `auto` goes by the rules of `routing-rules.ts`. While the budget
 * burns too fast, `auto` is the fast model where it would have been the other, and the route says so.
 */
export const routeModel = (question: RoutingQuestion): Route => {
  const { preference, overBudget } = question;
  if (preference !== 'auto') return { slot: preference, reason: 'customer-choice', degraded: [] };
  const { slot, reason } = chosenBySystem(question);
  if (slot === 'quality' && overBudget) {
    return { slot: 'fast', reason: `daily-budget (${reason})`, degraded: ['budget-fast-model'] };
  }
  return { slot, reason, degraded: [] };
};
