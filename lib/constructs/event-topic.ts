import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface EventTopicProps {
  /** Full name of the topic. */
  readonly name: string;
}

/** A topic that is encrypted, with the key that AWS keeps for the account's topics, and refuses calls without TLS. */
export class EventTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: EventTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: props.name,
      enforceSSL: true,
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
    });
  }
}
