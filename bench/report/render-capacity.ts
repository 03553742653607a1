import type { Capacity } from '../capacity';
import { metAt } from '../capacity/capacity-limits';
import type { MeasuredCost } from '../capacity/capacity-load';

const round = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });

const millions = (messagesPerDay: number): string =>
  `${Number((messagesPerDay / 1_000_000).toPrecision(3)).toLocaleString('en-US')} M`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The volumes side by side. */
const overview = (capacities: readonly Capacity[]): string => {
  const line = (name: string, of: (capacity: Capacity) => string): string =>
    row([name, ...capacities.map(of)]);
  return [
    row(['at the busiest second', ...capacities.map(({ load }) => `${millions(load.messagesPerDay)} a day`)]),
    row(['---', ...capacities.map(() => '---:')]),
    line('messages a second', ({ load }) => round(load.messagesPerSecond)),
    line('being answered at once', ({ load }) => round(load.inFlight)),
    line(
      'orchestrator tasks (by CPU, by `max_in_flight`)',
      ({ load }) =>
        `${round(load.tasks)} (${round(Math.ceil(load.tasksByCpu))}, ${round(Math.ceil(load.tasksByInFlight))})`,
    ),
    line('open sockets', ({ load }) => round(load.openSockets)),
    line('new sockets a second', ({ load }) => round(load.newSocketsPerSecond)),
    line('gateway requests and frames a second', ({ load }) => round(load.gatewayPerSecond)),
    line('tokens a minute of the busier model, as its quota counts', ({ load }) =>
      round(load.modelTokensPerMinute),
    ),
    line('US$ a month, without models', ({ usd }) => round(usd.system)),
    line('US$ a month, models', ({ usd }) => round(usd.models)),
    line('first limit that it meets, beyond those of the volume before', ({ first, load }) =>
      first === undefined
        ? 'none'
        : `**${first.name}**, at ${millions(metAt(first, load.messagesPerDay))} a day`,
    ),
    line('limits that have to be moved', ({ exceeded }) => String(exceeded.length)),
  ].join('\n');
};

/** Every limit in the order in which growing traffic meets it, and what moves it. */
const order = ({ limits, load }: Capacity): string =>
  [
    '| met at, messages a day | limit | is | what moves it | source |',
    '|---:|---|---:|---|---|',
    ...limits.map((limit) =>
      row([
        millions(metAt(limit, load.messagesPerDay)),
        limit.name,
        round(limit.limit),
        limit.movedBy,
        limit.source.startsWith('http')
          ? `<${limit.source.replace(/ .*/, '')}>${/ \(.*/.exec(limit.source)?.[0] ?? ''}`
          : `\`${limit.source}\``,
      ]),
    ),
  ].join('\n');

/** The model of scale as Markdown. */
export const renderCapacity = (
  environment: string,
  capacities: readonly Capacity[],
  measured: MeasuredCost,
): string => {
  const first = capacities[0];
  return `Environment ${environment}. One vCPU answers ${measured.requestsPerVcpu} requests a second: ${measured.source}.

${overview(capacities)}

In the order in which growing traffic meets them:

${first === undefined ? '' : order(first)}`;
};
