import { type Command, Option } from 'commander';
import { sqsQueueJobs } from '../../core/enrichment/queue-jobs';
import { createRegisterImport, type ImportedItem } from '../../core/enrichment/register-import';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import type { ExitName } from '../exit-codes';
import { checkRow, type RowProblem } from '../import/check-row';
import { readSource } from '../import/read-source';
import { runImport } from '../import/run-import';
import { parseCount } from '../options/parse-count';
import { startProgress } from '../output/progress';
import { enrichInBulk } from './enrich-in-bulk';

interface EnrichOptions extends SharedOptions {
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly urgent?: boolean;
  readonly bulk?: boolean;
}

const shownProblems = 20;

/** The good rows up to a limit, and what is wrong with the others before it. */
const readRows = async (
  path: string,
  limit: number,
): Promise<{
  readonly items: readonly ImportedItem[];
  readonly problems: readonly RowProblem[];
  bad: number;
}> => {
  const items: ImportedItem[] = [];
  const problems: RowProblem[] = [];
  let bad = 0;
  for await (const row of readSource(path)) {
    const checked = checkRow(row);
    if (checked.ok) items.push(checked.imported);
    else {
      bad += 1;
      problems.push(...checked.problems);
    }
    if (items.length === limit) break;
  }
  return { items, problems, bad };
};

const problemLine = ({ place, problem }: RowProblem): string => `${place.file}:${place.at}: ${problem}`;

const enrich = async (runtime: AdminRuntime, path: string, options: EnrichOptions): Promise<ExitName> => {
  const { terminal, now, user, stopped } = runtime;
  const { items, problems, bad } = await readRows(path, options.limit ?? Number.POSITIVE_INFINITY);
  for (const problem of problems.slice(0, shownProblems)) terminal.note(problemLine(problem));
  if (problems.length > shownProblems)
    terminal.note(`… and ${problems.length - shownProblems} more problems`);
  const report = (result: Readonly<Record<string, unknown>>, sentence: string): void => {
    const facts = { file: path, good: items.length, bad, ...result };
    if (options.json) terminal.print(JSON.stringify({ ...facts, problems: problems.map(problemLine) }));
    else terminal.print(sentence);
  };
  if (options.dryRun) {
    report({ dryRun: true }, `${items.length} rows are good, ${bad} are bad. Nothing was sent.`);
    return bad > 0 ? 'partly' : 'done';
  }
  return withConnection(runtime, options.env, async (connection) => {
    if (options.bulk) {
      const bulk = await enrichInBulk(runtime, connection, items);
      report(bulk.facts, bulk.sentences.join('\n'));
      if (!bulk.complete) return 'interrupted';
      return bad > 0 ? 'partly' : 'done';
    }
    const { catalog, sqs, target } = connection;
    const progress = startProgress(terminal, 'Sending', items.length);
    const register = createRegisterImport(catalog);
    const { counts, complete } = await runImport(items, {
      register: (wave) =>
        register(wave, { at: now(), by: `admin:${user}`, urgent: options.urgent ?? false, send: true }),
      queue: sqsQueueJobs(sqs, target.queues.enrichment.url),
      hold: false,
      onProgress: (done) => progress.update(done),
      isStopped: () => stopped.aborted,
    }).finally(() => progress.stop());
    report(
      { ...counts, complete },
      [
        `${counts.sent} sent, ${counts.sentAgain} sent again, ${counts.alreadyEnriched} enriched already,`,
        ...(counts.inBulkJob > 0 ? [`${counts.inBulkJob} in batch jobs,`] : []),
        `${counts.parked} parked, ${bad} bad rows.`,
        complete ? '' : 'Stopped: run the same command again to continue; nothing is done twice.',
      ]
        .filter(Boolean)
        .join(' '),
    );
    if (!complete) return 'interrupted';
    return bad > 0 ? 'partly' : 'done';
  });
};

export const enrichCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  defineCommand(
    'enrich',
    'queue the manga of a file for enrichment: CSV, JSON Lines or the Media Arts Database',
  )
    .argument('<file>', '.csv, .jsonl or .json, plain or in .zip or .gz')
    .option('--limit <count>', 'take the first good rows only', parseCount)
    .option('--dry-run', 'check the rows and send nothing')
    .option('--urgent', 'do not wait for the bulk window')
    .addOption(new Option('--bulk', 'batch jobs at half price, done within a day').conflicts('urgent'))
    .action(async (path: string, options: EnrichOptions) => setExit(await enrich(runtime, path, options)));
