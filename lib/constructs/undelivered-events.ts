import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterRetentionSeconds } from '../../contracts/queue-policies';
import { acceptFinding } from './accept-finding';

export interface UndeliveredEventsProps {
  readonly environment: string;
}

/** Where schedules and events end up that their function did not take, after every retry. */
export class UndeliveredEvents extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: UndeliveredEventsProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: `manga-assist-${props.environment}-undelivered-events`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.seconds(deadLetterRetentionSeconds),
    });
    acceptFinding(
      this.queue,
      'AwsSolutions-SQS3',
      'It is the dead-letter queue, of schedules and event rules.',
    );
  }
}
