import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Rule } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface DeploymentWatchProps {
  readonly services: readonly FargateService[];
  readonly operators: ITopic;
}

/** Tells operators that a deployment of a service failed and was rolled back. */
export class DeploymentWatch extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentWatchProps) {
    super(scope, id);
    new Rule(this, 'Failed', {
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Deployment State Change'],
        resources: props.services.map((service) => service.serviceArn),
        detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
      },
      // The topic's policy lets rules publish; the construct library's own target would let everybody's.
      targets: [{ bind: () => ({ arn: props.operators.topicArn }) }],
    });
  }
}
