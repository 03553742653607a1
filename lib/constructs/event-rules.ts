import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { uploadsPrefix } from '../../contracts/bucket-prefixes';

export interface EventRuleProps {
  readonly function: IFunction;
  readonly deadLetters: IQueue;
}

const sendTo = (scope: Construct, id: string, eventPattern: EventPattern, props: EventRuleProps): Rule =>
  new Rule(scope, id, {
    eventPattern,
    targets: [
      new LambdaFunction(props.function, {
        deadLetterQueue: props.deadLetters,
        retryAttempts: 8,
        maxEventAge: Duration.hours(6),
      }),
    ],
  });

/** Objects that appear below `uploads/`. */
export class UploadRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps & { readonly bucket: IBucket }) {
    super(scope, id);
    sendTo(
      this,
      'Rule',
      {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [props.bucket.bucketName] },
          object: { key: [{ prefix: uploadsPrefix }] },
        },
      },
      props,
    );
  }
}

/** Batch inference jobs that have ended, whichever way. */
export class BatchJobRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    sendTo(
      this,
      'Rule',
      {
        source: ['aws.bedrock'],
        detailType: ['Batch Inference Job State Change'],
        detail: { status: ['Completed', 'PartiallyCompleted', 'Failed', 'Stopped', 'Expired'] },
      },
      props,
    );
  }
}
