import type { EnvironmentLiteral } from '../config/environment-literal';
import { type CostLine, costLine } from './cost-line';
import { hoursPerMonth } from './price-table';
import { taskCost } from './task-costs';

/** Metrics that alarms look at, and metrics of our own with their dimensions. Tests hold the first to the templates. */
export const alarmMetrics = 48;
const ownMetrics = 60;
/** Metrics of Container Insights for a cluster with two services. */
const containerMetrics = 24;
/** Rules of the firewall, AWS's groups included. */
export const firewallRules = 6;
/** Valkey is metered for this much at least. */
const leastCacheGb = 0.1;
/** What an environment says to itself when nobody asks: health checks, flow logs, schedules. */
const idleLogGb = 5;

/** What an environment costs a month when nobody uses it: networks, tasks, capacity that stays awake. */
export const idleCosts = (environment: EnvironmentLiteral): readonly CostLine[] => {
  const { network, data, orchestrator, deferredConsumer } = environment;
  const zones = network.zoneIds.length;
  const endpoints = network.interfaceEndpoints.length;
  const awakeUnits = 2 * data.search.minimumOcu * (data.search.standbyReplicas ? 2 : 1);
  return [
    costLine(
      'VPC',
      `${network.natGateways} NAT gateways`,
      'natGatewayHour',
      network.natGateways * hoursPerMonth,
    ),
    costLine('VPC', 'their public addresses', 'publicAddressHour', network.natGateways * hoursPerMonth),
    costLine(
      'VPC',
      `${endpoints} interface endpoints in ${zones} zones`,
      'interfaceEndpointHour',
      endpoints * zones * hoursPerMonth,
    ),
    costLine('Load balancer', 'one, internal', 'loadBalancerHour', hoursPerMonth),
    taskCost('orchestrator', orchestrator, orchestrator.minimumTasks),
    taskCost('deferred consumer', deferredConsumer, deferredConsumer.minimumTasks),
    costLine(
      'OpenSearch Serverless',
      awakeUnits === 0 ? 'asleep' : `${awakeUnits} OCU awake`,
      'searchUnitHour',
      awakeUnits * hoursPerMonth,
    ),
    costLine('ElastiCache', 'the least that is metered', 'cacheGbHour', leastCacheGb * hoursPerMonth),
    costLine('WAF', 'web ACL', 'firewallMonth', 1),
    costLine('WAF', `${firewallRules} rules`, 'firewallRuleMonth', firewallRules),
    costLine('CloudWatch', `${alarmMetrics} metrics in alarms`, 'alarmMetricMonth', alarmMetrics),
    costLine('CloudWatch', `${ownMetrics} metrics of our own`, 'metricMonth', ownMetrics),
    costLine('CloudWatch', `${containerMetrics} metrics of containers`, 'metricMonth', containerMetrics),
    costLine('CloudWatch', 'dashboard', 'dashboardMonth', 1),
    costLine('CloudWatch', 'logs when idle', 'logGb', idleLogGb),
    costLine('Secrets Manager', 'one secret', 'secretMonth', 1),
  ].filter(({ usd }) => usd > 0);
};
