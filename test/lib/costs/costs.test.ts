import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments } from '../../../lib/config/environments';
import { total } from '../../../lib/costs/cost-line';
import { alarmMetrics, firewallRules, idleCosts } from '../../../lib/costs/idle-costs';
import { modelCosts } from '../../../lib/costs/model-costs';
import { prices } from '../../../lib/costs/price-table';
import { renderCosts } from '../../../lib/costs/render-costs';
import { millionMessagesADay } from '../../../lib/costs/traffic';
import { tasksFor, trafficCosts } from '../../../lib/costs/traffic-costs';
import { environmentTemplates, type Json } from '../../support/templates';

const { dev, staging, prod } = environments;

describe('docs/costs.md', () => {
  test('is what `npm run cost` writes now', () => {
    const written = readFileSync(join(__dirname, '../../../docs/costs.md'), 'utf8');
    expect(written).toBe(renderCosts(Object.values(environments), millionMessagesADay));
  });
});

describe('what an environment costs', () => {
  test('dev is cheap enough to leave on: below US$ 120 a month', () => {
    expect(total(idleCosts(dev))).toBeLessThan(120);
  });

  test('two NAT gateways more cost two more, and their addresses', () => {
    const more = { ...dev, network: { ...dev.network, natGateways: 3 } };
    expect(total(idleCosts(more)) - total(idleCosts(dev))).toBeCloseTo(2 * 730 * (0.045 + 0.005), 6);
  });

  test('an endpoint takes the models’ traffic off the NAT gateways', () => {
    const models = (environment: typeof dev): string | undefined =>
      trafficCosts(environment, millionMessagesADay).find(({ what }) => what.startsWith('models'))?.what;
    expect([models(dev), models(prod)]).toEqual(['models by NAT', 'models by the endpoint']);
  });

  test('a thousand answers of the fast model cost US$ 3.55 by the catalogue', () => {
    const traffic = {
      ...millionMessagesADay,
      messagesPerDay: 1000 / 30.4,
      cachedShare: 0,
      fastShare: 1,
      inputTokens: 1800,
      outputTokens: 350,
    };
    expect(total(modelCosts(prod.runtime, traffic))).toBeCloseTo(1.8 * 1 + 0.35 * 5, 6);
  });

  test('data that stays in Japan pays the regional price, 10 % more', () => {
    const inJapan = { ...prod.runtime, primary_region: 'ap-northeast-1', data_residency: 'jp' } as const;
    const ratio =
      total(modelCosts(inJapan, millionMessagesADay)) / total(modelCosts(prod.runtime, millionMessagesADay));
    expect(ratio).toBeCloseTo(1.1, 6);
  });

  test('prod has the tasks for the peak of a million messages a day', () => {
    expect(tasksFor(prod, millionMessagesADay) * millionMessagesADay.peak).toBeLessThanOrEqual(
      prod.orchestrator.maximumTasks,
    );
  });
});

describe('budgets', () => {
  test.each([dev, staging])(
    'that of $name covers what it costs idle and what its models may cost',
    (literal) => {
      const models = 30.4 * (literal.runtime.daily_budget_usd + literal.runtime.daily_enrichment_budget_usd);
      expect(literal.observability.monthlyBudgetUsd).toBeGreaterThan(total(idleCosts(literal)) + models);
    },
  );

  test('that of prod covers a million messages a day, and its daily limit does', () => {
    const models = total(modelCosts(prod.runtime, millionMessagesADay));
    const all = total([...idleCosts(prod), ...trafficCosts(prod, millionMessagesADay)]) + models;
    expect(prod.observability.monthlyBudgetUsd).toBeGreaterThan(all);
    expect(prod.runtime.daily_budget_usd).toBeGreaterThan(models / 30.4);
  });
});

describe('figures that the templates decide', () => {
  test('metrics in alarms', () => {
    const alarms = environmentTemplates('prod').resources('AWS::CloudWatch::Alarm');
    const count = alarms
      .map(
        ({ Properties }) => Properties['Metrics']?.filter(({ MetricStat }: Json) => MetricStat).length ?? 1,
      )
      .reduce((sum: number, one: number) => sum + one, 0);
    expect(alarmMetrics).toBe(count);
  });

  test('rules of the firewall', () => {
    const { Properties } = environmentTemplates('prod').first('AWS::WAFv2::WebACL');
    expect(Properties['Rules']).toHaveLength(firewallRules);
  });

  test('every price has a page of AWS’s and a month', () => {
    for (const { source, asOf, usd } of Object.values(prices)) {
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(asOf).toMatch(/^20\d\d-\d\d$/);
      expect(usd).toBeGreaterThan(0);
    }
  });
});
