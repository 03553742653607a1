import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { waitUntil } from '../../chaos/wait-until';
import type { AwsClients } from '../deployment/aws-clients';

/** Somebody who subscribed to a topic with a queue of their own. */
export interface Subscriber {
  /** Waits for an event for which `wanted` holds; what else came is kept. */
  next(what: string, wanted: (event: unknown) => boolean, timeoutMs: number): Promise<unknown>;
}

export const subscribe = async ({ sns, sqs }: AwsClients, topicArn: string): Promise<Subscriber> => {
  const QueueName = `e2e-subscriber-${topicArn.split('-').at(-1)}`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.['QueueArn'],
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  const events: unknown[] = [];
  return {
    next: async (what, wanted, timeoutMs) => {
      const find = () => events.find(wanted);
      const receive = async (): Promise<boolean> => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        events.push(...Messages.map(({ Body = 'null' }): unknown => JSON.parse(Body)));
        return find() !== undefined;
      };
      await waitUntil(what, async () => find() !== undefined || receive(), { timeoutMs, everyMs: 250 });
      return find();
    },
  };
};
