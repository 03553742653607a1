import { tableName } from '../../contracts/tables';
import { dynamoFailureNotes } from '../../core/enrichment/failure-notes';
import type { AdminRuntime } from '../admin-runtime';
import { type JobFilter, matchesFilter } from '../options/job-filter';
import { startProgress } from '../output/progress';
import { queueCounts } from '../queue-counts';
import type { Connection } from '../target/connect';
import { type DeadLetter, type DeadLetterQueue, deadLetterQueues } from './dead-letter';
import { walkDeadLetters } from './walk-dead-letters';

/** Which letters are meant, and how many are looked at. */
export interface LetterChoice extends JobFilter {
  readonly queue?: DeadLetterQueue;
  readonly limit?: number;
}

/** What is to be done with letters that are meant; answers with those that stay. */
export type Treat = (
  letters: readonly DeadLetter[],
  queue: DeadLetterQueue,
) => Promise<readonly DeadLetter[]>;

/** Looks, and changes nothing. */
export const leaveAlone: Treat = async (letters) => letters;

export const unreported = 'not recorded: the consumer ended without a word';

export const queuesOf = ({ queue }: LetterChoice): readonly DeadLetterQueue[] =>
  queue === undefined ? deadLetterQueues : [queue];

/** Treats the letters that are meant, with a bar; tells which they were, and how many of them stayed. */
export const treatLetters = async (
  { terminal, now, stopped }: AdminRuntime,
  { sqs, documents, target }: Connection,
  choice: LetterChoice,
  work: { readonly label: string; readonly treat: Treat },
): Promise<{ readonly chosen: readonly DeadLetter[]; readonly left: number }> => {
  const table = tableName(target.environment, 'results');
  const notes = dynamoFailureNotes({ documents, table, now });
  const chosen: DeadLetter[] = [];
  let left = 0;
  let looked = 0;
  const isMeant = (letter: DeadLetter): boolean =>
    matchesFilter(choice, { ...letter, reason: letter.reason ?? unreported, at: letter.sentAt }, now());
  for (const queue of queuesOf(choice)) {
    const url = target.queues[queue].dlqUrl;
    const { queued } = await queueCounts(sqs, url);
    const progress = startProgress(terminal, `${work.label} ${queue}`, queued);
    let seen = 0;
    const visit = async (letters: readonly DeadLetter[]): Promise<readonly DeadLetter[]> => {
      const meant = letters.filter(isMeant);
      const stay = await work.treat(meant, queue);
      chosen.push(...meant);
      left += stay.length;
      seen += letters.length;
      progress.update(seen);
      return letters.filter((letter) => !meant.includes(letter) || stay.includes(letter));
    };
    const limit = (choice.limit ?? Number.POSITIVE_INFINITY) - looked;
    const walk = { queue, url, limit, visit, isStopped: () => stopped.aborted };
    const walked = await walkDeadLetters({ sqs, notes }, walk).finally(() => progress.stop());
    looked += walked;
    const unseen = queued - walked;
    if (unseen > 0 && walked < limit && !stopped.aborted)
      terminal.note(
        `${unseen} more dead letters of ${queue} could not be looked at: SQS shows the later jobs of a title only when its earlier ones are gone, and none that another command holds.`,
      );
  }
  return { chosen, left };
};
