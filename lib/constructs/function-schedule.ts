import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DailyTime } from '../config/environment-literal';

export interface FunctionScheduleProps {
  /** Full name of the schedule. */
  readonly name: string;
  readonly function: IFunction;
  readonly at: DailyTime;
  /** What the function is told, as JSON; absent: the scheduler's own event. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Takes what the function did not, after every retry. */
  readonly deadLetters: IQueue;
}

/** Invokes a function once a day, in Japan time; what fails is tried three times within an hour. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Invokes ${props.name}`,
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.function.functionArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.deadLetters.queueArn] }),
    );
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: props.name,
      scheduleExpression: `cron(${props.at.minute} ${props.at.hour} * * ? *)`,
      scheduleExpressionTimezone: 'Asia/Tokyo',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.function.functionArn,
        roleArn: role.roleArn,
        ...(props.input === undefined ? {} : { input: JSON.stringify(props.input) }),
        deadLetterConfig: { arn: props.deadLetters.queueArn },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
      },
    });
    schedule.node.addDependency(role);
  }
}
