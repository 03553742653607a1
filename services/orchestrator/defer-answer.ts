import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ChatPorts } from '../../core/chat/chat-ports';
import type { Now } from '../../core/clock';
import { sendJob } from '../../core/deferred/send-jobs';

/** Queues answers for later. The job's id follows from session and request, so that a request that is deferred twice is one job. */
export const deferAnswerTo =
  (dependencies: {
    readonly queue: SQSClient;
    readonly queueUrl: string;
    readonly now: Now;
  }): NonNullable<ChatPorts['deferAnswer']> =>
  async (payload) => {
    const { queue, queueUrl, now } = dependencies;
    const jobId = `answer:${payload.sessionId}:${payload.requestId}`;
    await sendJob(queue, queueUrl, {
      kind: 'answer',
      jobId,
      requestedBy: 'chat',
      requestedAt: new Date(now()).toISOString(),
      payload,
    });
    return jobId;
  };
