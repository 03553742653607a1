import { millionMessagesADay, type Traffic } from '../../lib/costs/traffic';
import type { Scenario } from '../chat/scenarios';
import type { Results } from '../results-file';
import type { MeasuredCost } from './capacity-load';

/** A task is asked for no more than half of its time, so that there is room for bursts. */
const busyShare = 0.5;

const path = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
    value,
  );

/**
 * What one vCPU answers, by the CPU that the orchestrator took over REST: the cache answers its share of the traffic, and
 * every other question is looked up in the catalogue, the dearest kind. The assumption of `lib/costs` before that was measured.
 */
export const measuredCost = (
  results: Results,
  { cachedShare }: Pick<Traffic, 'cachedShare'> = millionMessagesADay,
): MeasuredCost => {
  const chat = results['chat'];
  const cpuOf = (scenario: Scenario): unknown =>
    path(chat, scenario, 'cpuMsPerRequest', 'orchestrator', 'median');
  const [cached, retrieved] = [cpuOf('cached'), cpuOf('retrieved')];
  if (chat === undefined || typeof cached !== 'number' || typeof retrieved !== 'number')
    return {
      requestsPerVcpu: millionMessagesADay.requestsPerVcpu,
      source: 'assumed by lib/costs/traffic.ts: `npm run bench -- chat --save` measures it',
    };
  const cpuMs = cachedShare * cached + (1 - cachedShare) * retrieved;
  return {
    requestsPerVcpu: Number(((busyShare * 1000) / cpuMs).toPrecision(3)),
    source: `${retrieved} ms of CPU for a new question that is looked up in the catalogue, ${cached} ms for the ${100 * cachedShare} % that the cache answers, measured over REST ${chat.run.measuredAt.slice(0, 10)} on ${chat.run.machine}, at half of the time`,
  };
};
