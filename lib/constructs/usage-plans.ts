import { CfnApiKey, type CfnStage, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { callerKinds, usageKey, usagePlans } from '../../contracts/api-routes';

export interface UsagePlansProps {
  readonly environment: string;
  readonly restApiId: string;
  readonly stage: CfnStage;
}

/**
 * A usage plan and its key for each kind of caller. Nobody sends the key: the authorizer names it, so that guests
 * together cannot use up what customers who are signed in need. One caller alone is held by the firewall's rates.
 */
export class UsagePlans extends Construct {
  constructor(scope: Construct, id: string, props: UsagePlansProps) {
    super(scope, id);
    for (const kind of callerKinds) {
      const { rateLimit, burstLimit } = usagePlans[kind];
      const plan = new CfnUsagePlan(this, `Plan-${kind}`, {
        usagePlanName: `manga-assist-${props.environment}-${kind}`,
        apiStages: [{ apiId: props.restApiId, stage: props.stage.ref }],
        throttle: { rateLimit, burstLimit },
      });
      const key = new CfnApiKey(this, `Key-${kind}`, {
        name: `manga-assist-${props.environment}-${kind}`,
        value: usageKey(props.environment, kind),
        enabled: true,
      });
      new CfnUsagePlanKey(this, `PlanKey-${kind}`, {
        usagePlanId: plan.ref,
        keyId: key.ref,
        keyType: 'API_KEY',
      });
    }
  }
}
