import type { EnvironmentLiteral } from '../config/environment-literal';
import { type CostLine, total } from './cost-line';
import { idleCosts } from './idle-costs';
import { modelCosts } from './model-costs';
import { type ListPrice, prices } from './price-table';
import type { Traffic } from './traffic';
import { tasksFor, trafficCosts } from './traffic-costs';

const usd = (amount: number): string =>
  amount.toLocaleString('en-US', {
    minimumFractionDigits: amount < 100 ? 2 : 0,
    maximumFractionDigits: amount < 100 ? 2 : 0,
  });

const table = (lines: readonly CostLine[]): string =>
  [
    '| service | what | US$ a month |',
    '|---|---|---:|',
    ...lines.map((line) => `| ${line.service} | ${line.what} | ${usd(line.usd)} |`),
    `| **together** | | **${usd(total(lines))}** |`,
  ].join('\n');

const capacityNote = (environment: EnvironmentLiteral, traffic: Traffic): string => {
  const atPeak = Math.ceil(tasksFor(environment, traffic) * traffic.peak);
  const { maximumTasks } = environment.orchestrator;
  return atPeak <= maximumTasks
    ? ''
    : `\nIts peak would take ${atPeak} tasks, more than the ${maximumTasks} that this environment may have: it is not made for this traffic, and would shed.\n`;
};

/** One environment: idle, and with traffic. Markdown. */
export const renderEnvironmentCosts = (environment: EnvironmentLiteral, traffic: Traffic): string => {
  const idle = idleCosts(environment);
  const busy = trafficCosts(environment, traffic);
  const models = modelCosts(environment.runtime, traffic);
  return `## ${environment.name}

Idle, US$ ${usd(total(idle))} a month:

${table(idle)}

One million messages a day add:

${table([...busy, ...models])}
${capacityNote(environment, traffic)}
All of it, US$ ${usd(total([...idle, ...busy, ...models]))} a month; US$ ${(((total([...idle, ...busy, ...models]) / 30.4) * 1000) / traffic.messagesPerDay).toFixed(2)} for a thousand messages, of which the models take ${Math.round((100 * total(models)) / total([...idle, ...busy, ...models]))} %.
`;
};

const assumptions = (traffic: Traffic): string =>
  Object.entries(traffic)
    .map(([name, value]) => `| \`${name}\` | ${value} |`)
    .join('\n');

/** The price table. Markdown. */
const renderPrices = (): string =>
  Object.values<ListPrice>(prices)
    .map((price) => `| ${price.usd} | ${price.per} | ${price.asOf} | ${price.source} |`)
    .join('\n');

/** The whole document. */
export const renderCosts = (environments: readonly EnvironmentLiteral[], traffic: Traffic): string => {
  const summary = environments.map((environment) => {
    const idle = total(idleCosts(environment));
    const with1M = idle + total(trafficCosts(environment, traffic));
    const all = with1M + total(modelCosts(environment.runtime, traffic));
    return `| ${environment.name} | ${usd(idle)} | ${usd(with1M)} | ${usd(all)} |`;
  });
  return `# Costs

Computed by \`npm run cost\` from the environments' literals, the model catalogue's prices and the price table below; do not edit. List prices of us-east-1, without free allowances, discounts and taxes.

| | idle | 1 M messages a day, without models | with models |
|---|---:|---:|---:|
${summary.join('\n')}

${environments.map((environment) => renderEnvironmentCosts(environment, traffic)).join('\n')}
## Assumptions

\`lib/costs/traffic.ts\`; put the store's own figures there.

| | |
|---|---:|
${assumptions(traffic)}

Models: catalogue prices, without the discount of prompt caching (up to 90 % of cached input). Background work depends on the catalogue, not on messages: \`npm run bench -- enrichment\` has its price by the thousand items.

## Prices

A price is as old as its date says; those of 2025 were not seen again since. Check the page before you rely on one.

| US$ | per | seen | source |
|---:|---|---|---|
${renderPrices()}
`;
};
