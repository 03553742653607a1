import type { EnvironmentLiteral } from '../../lib/config/environment-literal';
import type { Traffic } from '../../lib/costs/traffic';
import { outputTokenWeight } from './quotas';

/** What was measured, and decides how many tasks there have to be. */
export interface MeasuredCost {
  /** Requests a second that one vCPU answers at half of its time. */
  readonly requestsPerVcpu: number;
  readonly source: string;
}

/** What a day's messages are at the busiest second. */
export interface CapacityLoad {
  readonly messagesPerDay: number;
  readonly messagesPerSecond: number;
  /** Messages that are being answered at the same time. */
  readonly inFlight: number;
  /** Tasks by CPU, and by how many messages one may answer at once, not rounded; the larger decides. */
  readonly tasksByCpu: number;
  readonly tasksByInFlight: number;
  readonly tasks: number;
  readonly openSockets: number;
  readonly newSocketsPerSecond: number;
  /** Calls of the socket bridge at the same time. */
  readonly bridges: number;
  /** Requests, frames in and frames out. */
  readonly gatewayPerSecond: number;
  /** Tokens a minute of the busier model, as its quota counts. */
  readonly modelTokensPerMinute: number;
  readonly tableWritesPerSecond: number;
}

/** The peak of a day of `traffic` in an environment. */
export const capacityLoad = (
  { orchestrator, runtime }: EnvironmentLiteral,
  traffic: Traffic,
  { requestsPerVcpu }: MeasuredCost,
): CapacityLoad => {
  const perSecond = (traffic.messagesPerDay / 86_400) * traffic.peak;
  const sockets = perSecond * traffic.socketShare;
  const inFlight = perSecond * traffic.secondsPerAnswer;
  const newSockets = sockets / traffic.messagesPerSession;
  const tasksByCpu = perSecond / (requestsPerVcpu * (orchestrator.cpu / 1024));
  const tasksByInFlight = inFlight / runtime.max_in_flight;
  const busierModel = Math.max(traffic.fastShare, 1 - traffic.fastShare);
  const tokensPerCall = traffic.inputTokens + traffic.outputTokens * outputTokenWeight;
  return {
    messagesPerDay: traffic.messagesPerDay,
    messagesPerSecond: perSecond,
    inFlight,
    tasksByCpu,
    tasksByInFlight,
    tasks: Math.max(orchestrator.minimumTasks, Math.ceil(tasksByCpu), Math.ceil(tasksByInFlight)),
    openSockets: newSockets * traffic.minutesPerSession * 60,
    newSocketsPerSecond: newSockets,
    bridges: sockets * traffic.secondsPerAnswer,
    gatewayPerSecond: perSecond - sockets + sockets * (1 + traffic.framesPerAnswer),
    modelTokensPerMinute: perSecond * 60 * (1 - traffic.cachedShare) * busierModel * tokensPerCall,
    tableWritesPerSecond: perSecond * traffic.writeUnits,
  };
};
