import { Duration, TimeZone } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface FunctionScheduleProps {
  readonly function: IFunction;
  /** Time of day in Japan. */
  readonly hour: number;
  readonly minute: number;
  /** Takes what the function did not, after every retry. */
  readonly deadLetters: IQueue;
}

/** Invokes a function once a day, in Japan time; what fails is tried three times within an hour. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.cron({
        hour: String(props.hour),
        minute: String(props.minute),
        timeZone: TimeZone.ASIA_TOKYO,
      }),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(props.function, {
        deadLetterQueue: props.deadLetters,
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
      }),
    });
  }
}
