import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type QueuePolicy, visibilityTimeoutSeconds } from '../../../contracts/queue-policies';
import { type Check, type Finding, fail, pass, warn } from '../finding';

const attributesOf = async (sqs: SQSClient, QueueUrl: string): Promise<Readonly<Record<string, string>>> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return Attributes;
};

const checkDeadLetters = (what: string, attributes: Readonly<Record<string, string>>): Finding => {
  const count = Number(attributes['ApproximateNumberOfMessages'] ?? 0);
  return count === 0
    ? pass(what, 'empty')
    : warn(what, `${count} messages`, 'See why: npm run admin -- dlq list --env ENVIRONMENT');
};

/** Whether a queue and its dead-letter queue are what the policy says. */
export const checkQueue = (
  sqs: SQSClient,
  policy: QueuePolicy,
  address: { readonly url: string; readonly dlqUrl: string },
): Check => {
  const what = `queue ${policy.name}`;
  const advice = 'Deploy the messaging stack again.';
  return {
    what,
    advice,
    run: async () => {
      const queue = await attributesOf(sqs, address.url);
      const deadLetters = await attributesOf(sqs, address.dlqUrl);
      const problems = [
        Number(queue['VisibilityTimeout']) === visibilityTimeoutSeconds(policy)
          ? undefined
          : `visibility timeout ${queue['VisibilityTimeout']} s in place of ${visibilityTimeoutSeconds(policy)} s`,
        (queue['RedrivePolicy'] ?? '').includes(deadLetters['QueueArn'] ?? 'no such queue')
          ? undefined
          : 'its redrive policy does not name its dead-letter queue',
      ].filter((problem) => problem !== undefined);
      const depth = `${queue['ApproximateNumberOfMessages'] ?? 0} waiting, ${queue['ApproximateNumberOfMessagesNotVisible'] ?? 0} in flight`;
      return [
        problems.length === 0 ? pass(what, depth) : fail(what, problems.join('; '), advice),
        checkDeadLetters(`${what}: dead letters`, deadLetters),
      ];
    },
  };
};
