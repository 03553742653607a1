import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { EnvironmentStack } from '../constructs/environment-stack';
import { InterfaceEndpoints } from '../constructs/interface-endpoints';
import { PrivateNetwork } from '../constructs/private-network';
import { ServiceGroups } from '../constructs/service-groups';

export interface NetworkStackProps {
  readonly environment: EnvironmentLiteral;
}

/** The VPC, who may talk to whom in it, and the ways out. */
export class NetworkStack extends EnvironmentStack {
  readonly vpc: IVpc;
  readonly groups: ServiceGroups;

  constructor(scope: Construct, id: string, { environment }: NetworkStackProps) {
    super(scope, id, { environment, description: 'VPC, security groups, endpoints' });
    const { network, observability } = environment;
    this.vpc = new PrivateNetwork(this, 'Network', {
      network,
      logRetentionDays: observability.logRetentionDays,
    }).vpc;
    this.groups = new ServiceGroups(this, 'Groups', { vpc: this.vpc });
    new InterfaceEndpoints(this, 'Endpoints', {
      vpc: this.vpc,
      securityGroup: this.groups.endpoints,
      services: network.interfaceEndpoints,
    });
  }
}
