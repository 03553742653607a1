import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { ResultEvent } from '../../contracts/result-event';
import type { JobResult, PublishResult } from './job-result';

/** The event of a result: the same result is always the same event. */
export const resultEvent = ({ jobId, kind, status, at, reason }: JobResult): ResultEvent => ({
  eventId: `${jobId}:${status}`,
  jobId,
  kind,
  status,
  at,
  ...(reason === undefined ? {} : { reason }),
});

const text = (value: string) => ({ DataType: 'String', StringValue: value });

/** Publishes to the results topic; subscribers filter on the attributes `kind` and `status`. */
export const createResultPublisher =
  (client: SNSClient, topicArn: string): PublishResult =>
  async (result) => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify(resultEvent(result)),
        MessageAttributes: { kind: text(result.kind), status: text(result.status) },
      }),
    );
  };
