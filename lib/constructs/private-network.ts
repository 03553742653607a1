import {
  type CfnSubnet,
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type ISubnet,
  type IVpc,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { NetworkLiteral } from '../config/environment-literal';
import { asVpc } from './library-interfaces';
import { logGroupProps } from './log-retention';

export interface PrivateNetworkProps {
  readonly network: NetworkLiteral;
  readonly logRetentionDays: number;
}

const isCfnSubnet = (construct: unknown): construct is CfnSubnet =>
  construct !== undefined && construct instanceof Construct && 'availabilityZoneId' in construct;

/** Zones are named by id, so that every account gets the same ones. */
const nameZoneById = (subnet: ISubnet): void => {
  const child = subnet.node.defaultChild;
  if (!isCfnSubnet(child)) throw new TypeError(`${subnet.node.path} has no AWS::EC2::Subnet`);
  child.availabilityZoneId = subnet.availabilityZone;
  child.availabilityZone = undefined;
};

/**
 * A VPC whose services have no public address: public subnets hold NAT gateways alone. Traffic to S3 and DynamoDB
 * leaves by free gateway endpoints; all flows are logged.
 */
export class PrivateNetwork extends Construct {
  readonly vpc: IVpc;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.network.cidr),
      maxAzs: props.network.zoneIds.length,
      natGateways: props.network.natGateways,
      // Its custom resource would be one more function to own; a test shows that nothing uses the default group.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'egress', subnetType: SubnetType.PUBLIC, cidrMask: 26, mapPublicIpOnLaunch: false },
        { name: 'service', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 23 },
      ],
      gatewayEndpoints: {
        S3: { service: GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    for (const subnet of [...vpc.publicSubnets, ...vpc.privateSubnets]) nameZoneById(subnet);
    vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'FlowLogs', logGroupProps(props.logRetentionDays)),
      ),
      trafficType: FlowLogTrafficType.ALL,
    });
    this.vpc = asVpc(vpc);
  }
}
