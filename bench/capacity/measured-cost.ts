import { millionMessagesADay } from '../../lib/costs/traffic';
import type { Results } from '../results-file';
import type { MeasuredCost } from './capacity-load';

/** A task is asked for no more than half of its time, so that there is room for bursts. */
const busyShare = 0.5;

const path = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
    value,
  );

/** What one vCPU answers, by the CPU that the orchestrator took for a new question; the assumption of `lib/costs` before that was measured. */
export const measuredCost = (results: Results): MeasuredCost => {
  const chat = results['chat'];
  const cpuMs = path(chat, 'answered', 'throughput', 'cpuMsPerRequest', 'orchestrator');
  if (chat === undefined || typeof cpuMs !== 'number' || cpuMs <= 0)
    return {
      requestsPerVcpu: millionMessagesADay.requestsPerVcpu,
      source: 'assumed by lib/costs/traffic.ts: `npm run bench -- chat --save` measures it',
    };
  return {
    requestsPerVcpu: Number(((busyShare * 1000) / cpuMs).toPrecision(3)),
    source: `${cpuMs} ms of CPU for a new question, measured ${chat.run.measuredAt.slice(0, 10)} on ${chat.run.machine}, at half of the time`,
  };
};
