import type { EnvironmentLiteral } from '../config/environment-literal';
import type { AlarmSet } from './alarm-set';
import { runtimeMetric } from './runtime-metric';
import { oneDay } from './service-alarm';
import { sumOf } from './sum-of';

export interface SpendAlarmsProps {
  readonly environment: EnvironmentLiteral;
}

/** What the models cost, by the day. AWS's own budgets are hours behind. */
export const addSpendAlarms = (alarms: AlarmSet, { environment }: SpendAlarmsProps): void => {
  const { name, observability, runtime } = environment;
  alarms.add({
    story: {
      heading: 'Token spend of the day is high',
      loss: 'The store pays: models have read and written more tokens today than a usual day has.',
      missingData: 'good',
    },
    metric: sumOf(
      'Tokens of the day',
      [runtimeMetric(name, 'inputTokens', 'Sum', oneDay), runtimeMetric(name, 'outputTokens', 'Sum', oneDay)],
      oneDay,
    ),
    threshold: observability.dailyTokens,
  });
  alarms.add({
    story: {
      heading: 'Model cost of the day is over budget',
      loss: 'The store pays more than the daily limits allow; automatic routing already uses the fast model.',
      missingData: 'good',
    },
    metric: runtimeMetric(name, 'costUsd', 'Sum', oneDay),
    threshold: runtime.daily_budget_usd + runtime.daily_enrichment_budget_usd,
  });
};
