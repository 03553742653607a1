import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { environments } from '../../lib/config/environments';
import { millionMessagesADay } from '../../lib/costs/traffic';
import { benches } from '../benches';
import { capacities } from '../capacity';
import { measuredCost } from '../capacity/measured-cost';
import { readResults } from '../results-file';
import { plots } from './plots';
import { renderCapacity } from './render-capacity';
import { renderResults } from './render-results';
import { replaceGenerated } from './replace-generated';

const root = resolve(__dirname, '../..');
const document = join(root, 'docs/performance.md');
const plotFolder = join(root, 'docs/performance');

/** Writes the generated parts of docs/performance.md and its plots from bench/results.json; gives the files. */
export const writeReport = (): readonly string[] => {
  const results = readResults();
  const measured = measuredCost(results);
  const scale = capacities(environments.prod, millionMessagesADay, measured);
  const generated = {
    results: renderResults(results, Object.keys(benches)),
    capacity: renderCapacity(environments.prod.name, scale, measured),
  };
  const text = Object.entries(generated).reduce(
    (sofar, [name, content]) => replaceGenerated(sofar, name, content),
    readFileSync(document, 'utf8'),
  );
  writeFileSync(document, text);
  mkdirSync(plotFolder, { recursive: true });
  const drawn = Object.entries(plots(results)).map(([file, svg]) => {
    writeFileSync(join(plotFolder, file), svg);
    return join(plotFolder, file);
  });
  return [document, ...drawn].map((file) => relative(root, file));
};
