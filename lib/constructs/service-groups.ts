import { type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface ServiceGroupsProps {
  readonly vpc: IVpc;
}

export const orchestratorPort = 8080;
export const cachePort = 6379;
const https = 443;

/**
 * The security groups of everything in the VPC. Each rule names the group on the other side; what calls AWS or the
 * failover regions may open HTTPS to anywhere, and nothing else leaves.
 */
export class ServiceGroups extends Construct {
  readonly vpcLink: SecurityGroup;
  readonly bridge: SecurityGroup;
  readonly balancer: SecurityGroup;
  readonly orchestrator: SecurityGroup;
  readonly deferredConsumer: SecurityGroup;
  readonly cache: SecurityGroup;
  readonly endpoints: SecurityGroup;

  constructor(scope: Construct, id: string, { vpc }: ServiceGroupsProps) {
    super(scope, id);
    const group = (name: string, description: string): SecurityGroup =>
      new SecurityGroup(this, name, { vpc, description, allowAllOutbound: false });

    this.vpcLink = group('VpcLink', 'API Gateway on its way to the load balancer');
    this.bridge = group('Bridge', 'Socket bridge function');
    this.balancer = group('Balancer', 'Internal load balancer');
    this.orchestrator = group('Orchestrator', 'Tasks of the orchestrator');
    this.deferredConsumer = group('DeferredConsumer', 'Tasks of the deferred consumer');
    this.cache = group('Cache', 'Answer cache');
    this.endpoints = group('Endpoints', 'Interface endpoints');

    this.allow(this.vpcLink, this.balancer, 80, 'REST requests');
    this.allow(this.bridge, this.balancer, 80, 'Socket messages');
    this.allow(this.balancer, this.orchestrator, orchestratorPort, 'Requests and health checks');
    this.allow(this.orchestrator, this.cache, cachePort, 'Answer cache');
    for (const client of [this.bridge, this.orchestrator, this.deferredConsumer]) {
      this.allow(client, this.endpoints, https, 'AWS by interface endpoints');
      this.allowInternet(client);
    }
  }

  private allow(from: SecurityGroup, to: SecurityGroup, port: number, why: string): void {
    from.addEgressRule(to, Port.tcp(port), why);
    to.addIngressRule(from, Port.tcp(port), why);
  }

  private allowInternet(client: SecurityGroup): void {
    client.addEgressRule(Peer.anyIpv4(), Port.tcp(https), 'AWS services, failover regions among them');
  }
}
