import { type Alarm, AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  type AlarmStory,
  alarmDescription,
  alarmName,
  runbookAnchor,
  ServiceAlarm,
  type ServiceAlarmProps,
} from './service-alarm';

export interface AlarmSetProps {
  readonly environment: string;
  readonly runbookUrl: string;
  /** Who is told when an alarm rings and when it is over. */
  readonly operators: ITopic;
}

export type AlarmDefinition = Omit<ServiceAlarmProps, 'environment' | 'runbookUrl'>;

/** The alarms of one environment: all tell the same people, and each has its heading in the runbook. */
export class AlarmSet extends Construct {
  private readonly props: AlarmSetProps;
  private readonly members: Alarm[] = [];

  constructor(scope: Construct, id: string, props: AlarmSetProps) {
    super(scope, id);
    this.props = props;
  }

  /** All alarms so far, in order. */
  get alarms(): readonly IAlarm[] {
    return this.members;
  }

  add(definition: AlarmDefinition): Alarm {
    const { environment, runbookUrl } = this.props;
    const { alarm } = new ServiceAlarm(this, runbookAnchor(definition.story.heading), {
      environment,
      runbookUrl,
      ...definition,
    });
    this.tell(alarm);
    this.members.push(alarm);
    return alarm;
  }

  /** An alarm that rings while one of `causes` does. */
  addAny(story: AlarmStory, causes: readonly IAlarm[]): CompositeAlarm {
    const { environment, runbookUrl } = this.props;
    const alarm = new CompositeAlarm(this, runbookAnchor(story.heading), {
      compositeAlarmName: alarmName(environment, story.heading),
      alarmDescription: alarmDescription(runbookUrl, story),
      alarmRule: AlarmRule.anyOf(...causes.map((cause) => AlarmRule.fromAlarm(cause, AlarmState.ALARM))),
    });
    this.tell(alarm);
    return alarm;
  }

  private tell(alarm: Alarm | CompositeAlarm): void {
    const action = new SnsAction(this.props.operators);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
