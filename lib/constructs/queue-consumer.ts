import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueuePolicy } from '../../contracts/queue-policies';

export interface QueueConsumerProps {
  readonly queue: IQueue;
  readonly policy: QueuePolicy;
  readonly function: LambdaFunction;
}

/** A function that is fed by a queue as its policy says, and whose list of failed messages counts. */
export class QueueConsumer extends Construct {
  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    props.function.addEventSource(
      new SqsEventSource(props.queue, {
        batchSize: props.policy.batchSize,
        maxConcurrency: props.policy.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
