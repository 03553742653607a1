import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ServiceLiteral } from '../config/environment-literal';

/** One task answers this many requests a minute at half of its processor, by the project's own measurement of the chat path. */
const requestsPerTaskPerMinute = 1500;

/** Scales a chat service on its processor and on requests by task, out in a minute and in after ten. */
export const scaleOnRequests = (
  service: FargateService,
  targets: ApplicationTargetGroup,
  size: ServiceLiteral,
): void => {
  const scaling = service.autoScaleTaskCount({
    minCapacity: size.minimumTasks,
    maxCapacity: size.maximumTasks,
  });
  const pace = { scaleOutCooldown: Duration.minutes(1), scaleInCooldown: Duration.minutes(10) };
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50, ...pace });
  scaling.scaleOnRequestCount('Requests', {
    requestsPerTarget: requestsPerTaskPerMinute,
    targetGroup: targets,
    ...pace,
  });
};

/** Scales a consumer on the age of its queue's oldest message, in seconds: in below 30, out above 120, faster above 600. */
export const scaleOnQueueAge = (service: FargateService, age: IMetric, size: ServiceLiteral): void => {
  service
    .autoScaleTaskCount({ minCapacity: size.minimumTasks, maxCapacity: size.maximumTasks })
    .scaleOnMetric('QueueAge', {
      metric: age,
      scalingSteps: [
        { upper: 30, change: -1 },
        { lower: 120, change: 1 },
        { lower: 600, change: 2 },
      ],
      adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
      cooldown: Duration.minutes(2),
    });
};
