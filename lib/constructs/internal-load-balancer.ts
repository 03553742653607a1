import { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  CfnListenerRule,
  ListenerAction,
  ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface InternalLoadBalancerProps {
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly service: FargateService;
  readonly port: number;
  /** Stage of the REST API: private integrations leave it in the path. */
  readonly stageName: string;
  readonly accessLogs: IBucket;
  readonly protected: boolean;
}

/**
 * The load balancer in front of the orchestrator, for the VPC link and the socket bridge alone. It takes the REST
 * API's stage out of the path, which API Gateway puts there
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html).
 */
export class InternalLoadBalancer extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  /** Base URL inside the VPC. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc: props.vpc,
      internetFacing: false,
      securityGroup: props.securityGroup,
      dropInvalidHeaderFields: true,
      deletionProtection: props.protected,
      // Below the services' own 65 s, above the longest answer.
      idleTimeout: Duration.seconds(60),
    });
    this.balancer.logAccessLogs(props.accessLogs, 'load-balancer');
    const listener = this.balancer.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      open: false,
    });
    this.targets = listener.addTargets('Orchestrator', {
      port: props.port,
      protocol: ApplicationProtocol.HTTP,
      targets: [props.service],
      deregistrationDelay: Duration.seconds(45),
      healthCheck: {
        path: '/ready',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
    const rule = new ApplicationListenerRule(this, 'WithoutStage', {
      listener,
      priority: 1,
      conditions: [ListenerCondition.pathPatterns([`/${props.stageName}/*`])],
      action: ListenerAction.forward([this.targets]),
    });
    this.rewritePath(rule, props.stageName);
    this.url = `http://${this.balancer.loadBalancerDnsName}`;
  }

  private rewritePath(rule: ApplicationListenerRule, stageName: string): void {
    const child = rule.node.defaultChild;
    if (!(child instanceof CfnListenerRule))
      throw new TypeError('A rule without AWS::ElasticLoadBalancingV2');
    child.transforms = [
      {
        type: 'url-rewrite',
        urlRewriteConfig: { rewrites: [{ regex: `^/${stageName}/(.*)$`, replace: '/$1' }] },
      },
    ];
  }
}
