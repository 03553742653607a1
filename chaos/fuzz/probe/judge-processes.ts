import { warmFunctions } from '../../../local/lambda-host/function-definitions';
import { type Check, check } from '../../scenario';
import { longestPauseMs, type ProcessFigures } from './process-figures';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** Memory that a process may gain while it is warm, in bytes: caches fill and the heap grows to its working size. */
const gainBytes = 192 * 2 ** 20;

/** What has been deployed and starts with the system; the emulators beside it are tools of other makers. */
export const watchedProcesses: readonly string[] = [
  'gateway.js',
  'orchestrator.js',
  'deferred-consumer.js',
  ...warmFunctions.map((name) => `lambda-environment.js ${name}`),
];

/** Functions that start with their first event as well. */
const isProduct = ({ name }: ProcessFigures): boolean =>
  watchedProcesses.includes(name) || name.startsWith('lambda-environment.js ');

const describe = ({
  name,
  pid,
  longestCpuMs,
  longestDelayMs,
  firstBytes,
  mostBytes,
}: ProcessFigures): string =>
  `${name} (${pid}): longest pause ${longestDelayMs.toFixed(0)} ms, of which at work at most ${longestCpuMs.toFixed(0)} ms; memory ${mebibytes(firstBytes)}, at most ${mebibytes(mostBytes)}`;

/** Whether every process of the product was there, kept its event loop going and its memory bounded. */
export const judgeProcesses = (figures: readonly ProcessFigures[]): readonly Check[] => {
  const product = figures.filter(isProduct);
  const missing = watchedProcesses.filter((wanted) => !product.some(({ name }) => name === wanted));
  const long = product.filter(({ longPauses }) => longPauses > 0);
  const grown = product.filter(({ firstBytes, mostBytes }) => mostBytes - firstBytes > gainBytes);
  return [
    check(
      'there are figures of every process',
      missing.length === 0,
      missing.length === 0 ? `${product.length} processes` : `none of ${missing.join(', ')}`,
    ),
    check(
      `no pause of an event loop above ${longestPauseMs} ms`,
      long.length === 0,
      product.map(describe).join('\n     '),
    ),
    check('memory is bounded', grown.length === 0, grown.map(describe).join('; ') || 'see above'),
  ];
};
