import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type Conditions, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface OperatorsTopicProps {
  readonly environment: string;
  /** Who is told; absent: nobody until somebody subscribes. */
  readonly email?: string;
}

/**
 * Where alarms, budgets and failed deployments are told. A topic with a policy of its own has lost the one that lets
 * the account's services publish, so each is named: without CloudWatch's statement no alarm is ever heard
 * (https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger). It is not encrypted with a KMS key:
 * alarms cannot use the account's `aws/sns`, and no customer is in what they say.
 */
export class OperatorsTopic extends Topic {
  constructor(scope: Construct, id: string, props: OperatorsTopicProps) {
    const name = `manga-assist-${props.environment}`;
    super(scope, id, { topicName: `${name}-operators`, enforceSSL: true });
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: `${name}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // As https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html has it.
    const budgets = stack.formatArn({ service: 'budgets', region: '', resource: '*' });
    const from = (source: string): Conditions => ({
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': source },
    });
    this.allow('cloudwatch', from(alarms));
    this.allow('budgets', from(budgets));
    // EventBridge takes no conditions in a topic's policy:
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
    this.allow('events', {});
    if (props.email !== undefined) this.addSubscription(new EmailSubscription(props.email));
  }

  private allow(service: string, conditions: Conditions): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: service,
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions,
      }),
    );
  }
}
