import { Command, Option } from 'commander';
import { AdminError } from '../admin-error';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions, withConnection } from '../define-command';
import { type DeadLetter, deadLetterQueues } from '../dlq/dead-letter';
import { deleteLetters, redriveLetters } from '../dlq/redrive-letters';
import { type LetterChoice, leaveAlone, queuesOf, treatLetters, unreported } from '../dlq/treat-letters';
import type { ExitName } from '../exit-codes';
import { withJobFilter } from '../options/job-filter';
import { parseCount } from '../options/parse-count';
import { describeAge } from '../output/describe-age';
import { formatTable } from '../output/format-table';

interface DlqOptions extends SharedOptions, LetterChoice {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const publicFacts = (letter: DeadLetter) => ({
  queue: letter.queue,
  messageId: letter.messageId,
  jobId: letter.jobId,
  kind: letter.kind,
  group: letter.group,
  sentAt: new Date(letter.sentAt).toISOString(),
  receives: letter.receives,
  reason: letter.reason ?? unreported,
  body: letter.body,
});

const look = { label: 'Reading', treat: leaveAlone };

const list = (runtime: AdminRuntime, options: DlqOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const { terminal, now } = runtime;
    const limited = { ...options, limit: options.limit ?? 100 };
    const { chosen } = await treatLetters(runtime, connection, limited, {
      label: 'Reading',
      treat: async (all) => all,
    });
    if (options.json) terminal.print(JSON.stringify(chosen.map(publicFacts)));
    else if (chosen.length === 0) terminal.print('No dead letter.');
    else {
      const rows = chosen.map(({ messageId, jobId, kind, sentAt, receives, reason }) => [
        messageId,
        jobId,
        kind,
        describeAge(now() - sentAt),
        String(receives),
        reason ?? unreported,
      ]);
      for (const line of formatTable([['message', 'job', 'kind', 'age', 'receives', 'reason'], ...rows])) {
        terminal.print(line);
      }
    }
    return 'done';
  });

const show = (runtime: AdminRuntime, id: string, options: DlqOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const { chosen } = await treatLetters(runtime, connection, options, look);
    const found = chosen.find(({ messageId, jobId }) => messageId === id || jobId === id);
    if (!found) throw new AdminError('notFound', `No dead letter has the message id or job id ${id}.`);
    const facts = publicFacts(found);
    if (options.json) runtime.terminal.print(JSON.stringify(facts));
    else {
      const rows = Object.entries(facts).map(([name, value]) => [name, String(value ?? '')]);
      for (const line of formatTable(rows)) runtime.terminal.print(line);
    }
    return 'done';
  });

const redrive = (runtime: AdminRuntime, options: DlqOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const { sqs, target } = connection;
    const { chosen, left } = await treatLetters(runtime, connection, options, {
      label: options.dryRun ? 'Reading' : 'Redriving',
      treat: async (letters, queue) =>
        options.dryRun ? letters : redriveLetters(sqs, target.queues[queue], letters),
    });
    const moved = options.dryRun ? 0 : chosen.length - left;
    if (options.json) runtime.terminal.print(JSON.stringify({ chosen: chosen.length, redriven: moved }));
    else if (options.dryRun) runtime.terminal.print(`${chosen.length} would be redriven. Nothing was done.`);
    else runtime.terminal.print(`${moved} redriven${left > 0 ? `, ${left} could not be moved` : ''}.`);
    if (runtime.stopped.aborted) return 'interrupted';
    return !options.dryRun && left > 0 ? 'partly' : 'done';
  });

const purge = (runtime: AdminRuntime, options: DlqOptions): Promise<ExitName> =>
  withConnection(runtime, options.env, async (connection) => {
    const { terminal, stopped } = runtime;
    const { sqs, target } = connection;
    if (options.dryRun) {
      const { chosen } = await treatLetters(runtime, connection, options, look);
      terminal.print(
        options.json
          ? JSON.stringify({ chosen: chosen.length, purged: 0 })
          : `${chosen.length} would be purged. Nothing was done.`,
      );
      return 'done';
    }
    const question = `Delete the chosen dead letters of ${target.environment} (${queuesOf(options).join(', ')})? They cannot be brought back.`;
    if (options.yes !== true && !(await terminal.confirm(question))) {
      throw new AdminError('notConfirmed', 'Nothing was purged: confirm, or pass --yes.');
    }
    const { chosen, left } = await treatLetters(runtime, connection, options, {
      label: 'Purging',
      treat: (letters, queue) => deleteLetters(sqs, target.queues[queue].dlqUrl, letters),
    });
    const purged = chosen.length - left;
    terminal.print(options.json ? JSON.stringify({ chosen: chosen.length, purged }) : `${purged} purged.`);
    return stopped.aborted ? 'interrupted' : 'done';
  });

export const dlqCommand = (runtime: AdminRuntime, setExit: SetExit): Command => {
  const choosing = (name: string, description: string): Command =>
    withJobFilter(defineCommand(name, description))
      .addOption(new Option('--queue <queue>', 'one queue (default: both)').choices(deadLetterQueues))
      .option('--limit <count>', 'look at so many, at most', parseCount);
  return new Command('dlq')
    .description('the dead letters of both queues')
    .addCommand(
      choosing('list', 'list dead letters').action(async (options: DlqOptions) =>
        setExit(await list(runtime, options)),
      ),
    )
    .addCommand(
      choosing('show', 'show a dead letter with its body')
        .argument('<id>', 'message id or job id')
        .action(async (id: string, options: DlqOptions) => setExit(await show(runtime, id, options))),
    )
    .addCommand(
      choosing('redrive', 'put dead letters on the queue that they came from')
        .option('--dry-run', 'say how many, and do nothing')
        .action(async (options: DlqOptions) => setExit(await redrive(runtime, options))),
    )
    .addCommand(
      choosing('purge', 'delete dead letters')
        .option('--dry-run', 'say how many, and do nothing')
        .option('--yes', 'do not ask')
        .action(async (options: DlqOptions) => setExit(await purge(runtime, options))),
    );
};
