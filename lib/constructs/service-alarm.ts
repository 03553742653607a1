import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

/** How long something has to be wrong: `bad` of the last `of` periods. */
export interface AlarmWindow {
  readonly bad: number;
  readonly of: number;
}

/** What an alarm says to whoever it wakes. */
export interface AlarmStory {
  /** Heading in the runbook, and the alarm's name: `Chat answers with errors`. */
  readonly heading: string;
  /** Who loses what while it rings. */
  readonly loss: string;
  /** What no data at all means. */
  readonly missingData: 'good' | 'bad';
}

export interface ServiceAlarmProps {
  readonly environment: string;
  /** Where the runbook is read, without the heading. */
  readonly runbookUrl: string;
  readonly story: AlarmStory;
  readonly metric: IMetric;
  /** Rings above it. */
  readonly threshold: number;
  /** Rings below it, in place of above. */
  readonly below?: boolean;
  readonly window?: AlarmWindow;
}

/** The anchor that a heading of a Markdown document gets. */
export const runbookAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

/** `manga-assist-prod-chat-answers-with-errors` */
export const alarmName = (environment: string, heading: string): string =>
  `manga-assist-${environment}-${runbookAnchor(heading)}`;

const missing = {
  good: { treatment: TreatMissingData.NOT_BREACHING, words: 'Missing data counts as good.' },
  bad: { treatment: TreatMissingData.BREACHING, words: 'Missing data counts as bad.' },
} as const;

/** What an alarm's description holds: the loss, how missing data counts, and the runbook's heading. */
export const alarmDescription = (runbookUrl: string, { loss, missingData, heading }: AlarmStory): string =>
  `${loss} ${missing[missingData].words} Runbook: ${runbookUrl}#${runbookAnchor(heading)}`;

/** An alarm that says who loses what, how missing data counts, and where the runbook goes on. */
export class ServiceAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ServiceAlarmProps) {
    super(scope, id);
    const { bad, of } = props.window ?? { bad: 1, of: 1 };
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: alarmName(props.environment, props.story.heading),
      alarmDescription: alarmDescription(props.runbookUrl, props.story),
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator:
        props.below === true
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: bad,
      treatMissingData: missing[props.story.missingData].treatment,
    });
  }
}

/** Periods of alarms. */
export const oneMinute = Duration.minutes(1);
export const fiveMinutes = Duration.minutes(5);
export const oneHour = Duration.hours(1);
export const oneDay = Duration.days(1);
