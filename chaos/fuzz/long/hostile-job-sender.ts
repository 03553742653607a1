import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { LocalSystem } from '../../../contracts/local-system';
import type { Observer } from '../../observe/observer';
import type { HostileJob } from './hostile-jobs';
import type { JobsOutcome } from './judge-jobs';
import { SentJobs } from './sent-jobs';

const patienceMs = 60_000;

export interface HostileJobSender {
  send(jobs: readonly HostileJob[]): Promise<void>;
  /** What became of all of them, when the queues are empty or nobody waits for that any longer. */
  outcome(): Promise<JobsOutcome>;
}

/** Puts jobs on the queues of a running system. */
export const hostileJobSender = (observer: Observer, { queues }: LocalSystem): HostileJobSender => {
  const sent = new SentJobs();
  const both = [queues.enrichment, queues.deferredInference];
  const depthOf = async (urls: readonly string[]): Promise<number> =>
    (await Promise.all(urls.map((url) => observer.depth(url)))).reduce((one, other) => one + other, 0);
  const left = (): Promise<number> => depthOf(both.map(({ url }) => url));

  return {
    send: async (jobs) => {
      for (const [index, job] of jobs.filter((each) => sent.add(each)).entries())
        await observer.sqs.send(
          new SendMessageCommand({
            QueueUrl: queues[job.queue].url,
            MessageBody: job.body,
            ...(job.queue === 'enrichment' && {
              MessageGroupId: `hostile-${index % 7}`,
              MessageDeduplicationId: randomUUID(),
            }),
          }),
        );
    },
    outcome: async () => {
      const until = Date.now() + patienceMs;
      while ((await left()) > 0 && Date.now() < until) await delay(500);
      return {
        sent: sent.size,
        left: await left(),
        dead: await depthOf(both.map(({ dlqUrl }) => dlqUrl)),
        lost: sent.lost(await observer.rows('parkedJobs')),
      };
    },
  };
};
