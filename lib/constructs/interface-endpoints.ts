import {
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { EndpointService } from '../config/environment-literal';

export interface InterfaceEndpointsProps {
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly services: readonly EndpointService[];
}

/**
 * Private addresses of AWS services, in every zone. There is none for API Gateway: an `execute-api` endpoint serves
 * private APIs alone, and with private DNS it would break `@connections` of the socket
 * (https://repost.aws/knowledge-center/api-gateway-vpc-connections).
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    for (const service of props.services) {
      new InterfaceVpcEndpoint(this, service, {
        vpc: props.vpc,
        service: new InterfaceVpcEndpointAwsService(service),
        securityGroups: [props.securityGroup],
        open: false,
      });
    }
  }
}
