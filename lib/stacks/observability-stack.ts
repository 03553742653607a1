import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { DeadLetterAlarms } from '../constructs/dead-letter-alarms';
import { EnvironmentStack } from '../constructs/environment-stack';
import type { MessagingStack } from './messaging-stack';

export interface ObservabilityStackProps {
  readonly environment: EnvironmentLiteral;
  readonly messaging: MessagingStack;
}

/** Alarms, the dashboard, budgets, and who is told. */
export class ObservabilityStack extends EnvironmentStack {
  readonly operators: Topic;

  constructor(scope: Construct, id: string, { environment, messaging }: ObservabilityStackProps) {
    super(scope, id, { environment, description: 'alarms, dashboard, budgets' });
    this.operators = new Topic(this, 'Operators', {
      topicName: `manga-assist-${environment.name}-operators`,
      enforceSSL: true,
    });
    new DeadLetterAlarms(this, 'DeadLetters', {
      environment: environment.name,
      queues: [messaging.enrichment.deadLetters, messaging.deferredInference.deadLetters],
      operators: this.operators,
    });
  }
}
