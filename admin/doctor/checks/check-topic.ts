import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Check, pass } from '../finding';

export const checkTopic = (sns: SNSClient, topicArn: string): Check => {
  const what = `topic ${topicArn.split(':').at(-1)}`;
  return {
    what,
    advice: 'Deploy the messaging stack again.',
    run: async () => {
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
      return [pass(what, `${Attributes?.['SubscriptionsConfirmed'] ?? 0} subscribers`)];
    },
  };
};
