import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentNamed, environments } from '../lib/config/environments';
import { renderCosts, renderEnvironmentCosts } from '../lib/costs/render-costs';
import { millionMessagesADay } from '../lib/costs/traffic';

const document = join(__dirname, '../docs/costs.md');

/** `--env prod` prints one environment; without it docs/costs.md is written anew. */
const main = (): void => {
  const { values } = parseArgs({ options: { env: { type: 'string' } } });
  if (values.env !== undefined) {
    console.log(renderEnvironmentCosts(environmentNamed(values.env), millionMessagesADay));
    return;
  }
  writeFileSync(document, renderCosts(Object.values(environments), millionMessagesADay));
  console.log('docs/costs.md was written.');
};

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
