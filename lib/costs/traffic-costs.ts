import type { EnvironmentLiteral } from '../config/environment-literal';
import { type CostLine, costLine } from './cost-line';
import { daysPerMonth, hoursPerMonth } from './price-table';
import { taskCost } from './task-costs';
import type { Traffic } from './traffic';

const million = 1_000_000;
const kbPerGb = 1024 * 1024;
const bridgeGb = 0.5;
/** Share of requests that are traced. */
const tracedShare = 0.05;
/** OpenSearch units that searching takes beyond those that stay awake. */
const busySearchUnits = 4;
/** ECPU of one message: a look-up, and an answer of 6 KB stored or read. */
export const cacheUnits = 8;

/** Tasks that the day's mean takes; at its peak there are `peak` times as many. */
export const tasksFor = ({ orchestrator }: EnvironmentLiteral, traffic: Traffic): number => {
  const perSecond = traffic.messagesPerDay / 86_400;
  const busy = Math.ceil(perSecond / (traffic.requestsPerVcpu * (orchestrator.cpu / 1024)));
  return Math.max(busy, orchestrator.minimumTasks);
};

const networkCosts = (
  { network }: EnvironmentLiteral,
  messages: number,
  traffic: Traffic,
): readonly CostLine[] => {
  const modelGb = (messages * traffic.modelKb) / kbPerGb;
  const frameGb = (messages * traffic.socketShare * traffic.replyKb) / kbPerGb;
  const byEndpoint = network.interfaceEndpoints.includes('bedrock-runtime');
  return [
    byEndpoint
      ? costLine('VPC', 'models by the endpoint', 'interfaceEndpointGb', modelGb)
      : costLine('VPC', 'models by NAT', 'natGatewayGb', modelGb),
    costLine('VPC', 'frames by NAT', 'natGatewayGb', frameGb),
    costLine('Data transfer', 'replies to customers', 'dataOutGb', (messages * traffic.replyKb) / kbPerGb),
  ];
};

const doorCosts = (messages: number, traffic: Traffic): readonly CostLine[] => {
  const socket = messages * traffic.socketShare;
  const rest = messages - socket;
  const minutes = (socket / traffic.messagesPerSession) * traffic.minutesPerSession;
  return [
    costLine('API Gateway', 'REST calls', 'restMillionCalls', rest / million),
    costLine(
      'API Gateway',
      'frames in and out',
      'socketMillionMessages',
      (socket * (1 + traffic.framesPerAnswer)) / million,
    ),
    costLine('API Gateway', 'open sockets', 'socketMillionMinutes', minutes / million),
    costLine('WAF', 'REST calls', 'firewallMillionCalls', rest / million),
    costLine('Lambda', 'socket bridge, calls', 'functionMillionCalls', socket / million),
    costLine(
      'Lambda',
      'socket bridge, waiting for answers',
      'functionGbSecond',
      socket * traffic.secondsPerAnswer * bridgeGb,
    ),
  ];
};

/** What traffic adds to an idle environment, for a month; models are `modelCosts`. */
export const trafficCosts = (environment: EnvironmentLiteral, traffic: Traffic): readonly CostLine[] => {
  const messages = traffic.messagesPerDay * daysPerMonth;
  const { orchestrator } = environment;
  const more = tasksFor(environment, traffic) - orchestrator.minimumTasks;
  const storedGb = (traffic.messagesPerDay * traffic.sessionDays * traffic.turnKb) / kbPerGb;
  return [
    ...networkCosts(environment, messages, traffic),
    ...doorCosts(messages, traffic),
    taskCost('orchestrator, beyond the least', orchestrator, more),
    costLine('Load balancer', 'capacity units', 'loadBalancerUnitHour', 2 * hoursPerMonth),
    costLine('OpenSearch Serverless', 'searching', 'searchUnitHour', busySearchUnits * hoursPerMonth),
    costLine('ElastiCache', 'requests', 'cacheMillionUnits', (messages * cacheUnits) / million),
    costLine('DynamoDB', 'writes', 'tableMillionWrites', (messages * traffic.writeUnits) / million),
    costLine('DynamoDB', 'reads', 'tableMillionReads', (messages * traffic.readUnits) / million),
    costLine('DynamoDB', 'sessions kept', 'tableGbMonth', storedGb),
    costLine('CloudWatch', 'logs and metrics', 'logGb', (messages * traffic.logKb) / kbPerGb),
    costLine('X-Ray', 'traces', 'traceMillion', (messages * tracedShare) / million),
  ].filter(({ usd }) => usd > 0);
};
