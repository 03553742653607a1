import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface DeadLetterAlarmsProps {
  readonly environment: string;
  readonly queues: readonly Queue[];
  readonly operators: ITopic;
}

/** One alarm for each dead-letter queue that is not empty. */
export class DeadLetterAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DeadLetterAlarmsProps) {
    super(scope, id);
    props.queues.forEach((queue, index) => {
      queue
        .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' })
        .createAlarm(this, `NotEmpty${index}`, {
          threshold: 0,
          comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
          evaluationPeriods: 1,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        })
        .addAlarmAction(new SnsAction(props.operators));
    });
  }
}
