import { CfnOutput } from 'aws-cdk-lib';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { restStageName } from '../config/api-names';
import type { Bundles } from '../config/bundles';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { ApiDomain } from '../constructs/api-domain';
import { ChatRestApi } from '../constructs/chat-rest-api';
import { ChatSocketApi } from '../constructs/chat-socket-api';
import { DeployedParameters } from '../constructs/deployed-parameters';
import { grantEntryPoint, grantSockets } from '../constructs/entry-point-grants';
import { EnvironmentStack } from '../constructs/environment-stack';
import { GatewayLogging } from '../constructs/gateway-logging';
import { grantTargets } from '../constructs/grant-targets';
import { NodeFunction } from '../constructs/node-function';
import type { SocketApiIdentity } from '../constructs/socket-api-identity';
import { UsagePlans } from '../constructs/usage-plans';
import { WebFirewall } from '../constructs/web-firewall';
import type { DataStack } from './data-stack';
import type { MessagingStack } from './messaging-stack';
import type { NetworkStack } from './network-stack';
import type { OrchestratorStack } from './orchestrator-stack';

export interface ApiStackProps {
  readonly environment: EnvironmentLiteral;
  readonly bundles: Bundles;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly orchestrator: OrchestratorStack;
}

/** The two front doors and who may pass: REST API, WebSocket API, authorizer, socket bridge. */
export class ApiStack extends EnvironmentStack {
  readonly rest: ChatRestApi;
  readonly socket: ChatSocketApi;
  readonly firewall: WebFirewall;
  readonly authorizer: NodeFunction<'authorizer'>;
  readonly bridge: NodeFunction<'socketBridge'>;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    const { environment, bundles, network, orchestrator } = props;
    super(scope, id, { environment, description: 'REST API, WebSocket API, authorizer, socket bridge' });
    const { name, api, observability } = environment;
    const targets = grantTargets(props.data, props.messaging);
    const identity = orchestrator.socket;

    this.authorizer = new NodeFunction(this, 'Authorizer', {
      environment,
      bundles,
      entryPoint: 'authorizer',
      variables: {},
      timeoutSeconds: 5,
      memoryMiB: 512,
    });
    this.bridge = new NodeFunction(this, 'SocketBridge', {
      environment,
      bundles,
      entryPoint: 'socketBridge',
      variables: {
        ORCHESTRATOR_URL: orchestrator.balancer.url,
        CONNECTIONS_ENDPOINT: identity.connectionsEndpoint,
      },
      timeoutSeconds: 29,
      memoryMiB: 512,
      overrides: {
        vpc: network.vpc,
        securityGroups: [network.groups.bridge],
        ...(api.bridgeConcurrency === undefined
          ? {}
          : { reservedConcurrentExecutions: api.bridgeConcurrency }),
      },
    });
    for (const { entryPoint, role } of [
      { entryPoint: 'authorizer', role: this.authorizer.role },
      { entryPoint: 'socketBridge', role: this.bridge.role },
    ] as const) {
      grantEntryPoint(entryPoint, { scope: this, role, environment, targets });
    }
    grantSockets('socketBridge', { scope: this, role: this.bridge.role, api: identity });

    const link = new CfnVpcLink(this, 'VpcLink', {
      name: `manga-assist-${name}`,
      subnetIds: network.vpc.privateSubnets.map((subnet) => subnet.subnetId),
      securityGroupIds: [network.groups.vpcLink.securityGroupId],
    });
    const logging = new GatewayLogging(this, 'Logging').account;
    const { logRetentionDays } = observability;
    this.rest = new ChatRestApi(this, 'Rest', {
      name: `manga-assist-${name}-rest`,
      stageName: restStageName,
      backend: {
        vpcLinkId: link.ref,
        loadBalancerArn: orchestrator.balancer.balancer.loadBalancerArn,
        url: orchestrator.balancer.url,
      },
      authorizer: this.authorizer.function,
      logRetentionDays,
      logging,
    });
    this.socket = new ChatSocketApi(this, 'Socket', {
      identity,
      authorizer: this.authorizer.function,
      bridge: this.bridge.function,
      logRetentionDays,
      logging,
    });
    new UsagePlans(this, 'Plans', { environment: name, restApiId: this.rest.apiId, stage: this.rest.stage });
    this.firewall = new WebFirewall(this, 'Firewall', {
      name: `manga-assist-${name}-rest`,
      limits: api.firewall,
      stageArn: this.rest.stageArn,
      logRetentionDays,
    });
    const urls = this.addDomain(identity);
    new DeployedParameters(this, 'Deployed', {
      environment: name,
      values: { 'rest-api-url': urls.rest, 'web-socket-url': urls.socket },
    });
  }

  private addDomain(identity: SocketApiIdentity): { readonly rest: string; readonly socket: string } {
    const { domain } = this.environmentLiteral.api;
    if (domain === undefined) return { rest: this.rest.url, socket: identity.url };
    const names = new ApiDomain(this, 'Domain', {
      domain,
      rest: { apiId: this.rest.apiId, stage: this.rest.stage.ref },
      socket: { apiId: identity.apiId, stage: this.socket.stage.ref },
    });
    new CfnOutput(this, 'RestDomainTarget', { value: names.restTarget });
    new CfnOutput(this, 'SocketDomainTarget', { value: names.socketTarget });
    return { rest: names.restUrl, socket: names.socketUrl };
  }
}
